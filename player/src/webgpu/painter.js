// Draws a student with WebGPU.

import { SIZE, halfOfFloat, floatOfHalf } from '../bundle.js';
import { FACE_POSE_SIZE, bindPose, quadsOf, pictureValues } from '../network.js';
import { COARSE, MIDDLE, allCells } from '../plan.js';
import { Plans } from '../plans.js';
import { GROUPS, SHOW, levelShader } from './shaders.js';
import { isSoftware } from '../software.js';

const LEVELS = ['face', 'coarse', 'middle', 'fine'];
const TRANSPARENT = -1;

export class WebGpuPainter {
  /** Finds an adapter; throws where this browser or machine has none that may be used. */
  static async probe(options) {
    if (!globalThis.navigator?.gpu) throw new Error('this browser has no WebGPU');
    const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (!adapter) throw new Error('there is no adapter for WebGPU');
    const info = adapter.info ?? await adapter.requestAdapterInfo?.() ?? {};
    const renderer = [info.vendor, info.architecture, info.device, info.description].filter(Boolean).join(' ');
    if (!options.software && (info.isFallbackAdapter || adapter.isFallbackAdapter || isSoftware(renderer))) {
      throw new Error(`WebGPU is only emulated by the processor (${renderer})`);
    }
    return { adapter, renderer };
  }

  /** Opens a device and prepares all levels; throws where this browser or machine cannot. */
  static async open(bundle, network, options) {
    const { adapter, renderer } = await this.probe(options);
    const hasHalf = adapter.features.has('shader-f16');
    if (options.precision === 'float16' && !hasHalf) throw new Error('this device has no shader-f16');
    const precision = options.precision ?? (hasHalf ? 'float16' : 'float32');
    const device = await adapter.requestDevice({ requiredFeatures: precision === 'float16' ? ['shader-f16'] : [] });
    const painter = new WebGpuPainter(bundle, network, device, renderer, precision);
    await painter.prepare();
    return painter;
  }

  constructor(bundle, network, device, renderer, precision) {
    Object.assign(this, { name: 'webgpu', bundle, network, device, renderer, precision });
    this.facesDrawn = 0;
    /** Resolves with the reason when the device is lost. */
    this.lost = device.lost.then(info => info.message || info.reason);
  }

  async prepare() {
    const { device, network } = this;
    const full = pictureValues(this.bundle);
    this.picture = this.buffer(full);
    this.products = { middle: this.space(COARSE * COARSE * quadsOf(network.coarse.product.outputs)), fine: this.space(MIDDLE * MIDDLE * quadsOf(network.middle.product.outputs)) };
    this.shown = device.createBuffer({ size: 16, usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST });
    this.background = device.createBuffer({ size: 16, usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST });
    this.levels = {};
    for (const name of LEVELS) {
      const { input } = network[name];
      this.levels[name] = { ...this.weightsOf(network[name]), frameBias: this.space(quadsOf(input.channels)), input };
    }
    this.faceCells = this.buffer(allCells(COARSE));
    await Promise.all(['face', 'coarse', 'middle'].map(name => this.build(name, name === 'middle' ? MIDDLE : COARSE)));
    await this.resize(SIZE, true);
  }

  /** Sets the width of the picture, and whether the mask is used. */
  async resize(size, useMask) {
    this.size = size;
    this.plans = new Plans(size, useMask ? this.bundle.section('mask').content : null);
    this.frame?.destroy();
    this.frame = this.space(size * size);
    this.device.queue.writeBuffer(this.shown, 0, new Uint32Array([size, 0, 0, 0]));
    this.cells = new Map();
    this.plan = null;
    this.face = null;
    await this.build('fine', size);
  }

  /** Sends a pose to the device. Draws on `context` where one is given. */
  draw(pose, context, background) {
    const { device, levels } = this;
    const plan = this.plans.for(pose);
    if (plan !== this.plan) {
      device.queue.writeBuffer(this.frame, 0, new Float32Array(4 * this.size * this.size).fill(TRANSPARENT));
      this.plan = plan;
    }
    const encoder = device.createCommandEncoder(), pass = encoder.beginComputePass();
    const face = pose.slice(0, FACE_POSE_SIZE);
    if (!this.face || face.some((value, i) => value !== this.face[i])) {
      this.dispatch(pass, 'face', pose, this.faceCells, [[5, this.picture]]);
      this.face = face;
      this.facesDrawn++;
    }
    const cells = this.cellsOf(plan);
    this.dispatch(pass, 'coarse', pose, cells.coarse, [[5, this.products.middle]]);
    this.dispatch(pass, 'middle', pose, cells.middle, [[4, this.products.middle], [5, this.products.fine]]);
    this.dispatch(pass, 'fine', pose, cells.fine, [[4, this.products.fine], [5, this.frame], [6, this.picture], [7, this.shown]]);
    pass.end();
    if (context) this.show(encoder, context, background);
    device.queue.submit([encoder.finish()]);
  }

  /** Resolves when the device has done all that it was sent. */
  finished() {
    return this.device.queue.onSubmittedWorkDone();
  }

  /** The last frame: four values a pixel in the network convention (linear light, premultiplied, -1..1). */
  async read() {
    const bytes = 16 * this.size * this.size;
    const copy = this.device.createBuffer({ size: bytes, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
    const encoder = this.device.createCommandEncoder();
    encoder.copyBufferToBuffer(this.frame, 0, copy, 0, bytes);
    this.device.queue.submit([encoder.finish()]);
    await copy.mapAsync(GPUMapMode.READ);
    const values = new Float32Array(copy.getMappedRange().slice(0));
    copy.destroy();
    return values;
  }

  /** Connects a canvas. */
  connect(canvas) {
    const context = canvas.getContext('webgpu');
    if (!context) throw new Error('the canvas cannot be painted by WebGPU');
    const format = navigator.gpu.getPreferredCanvasFormat();
    context.configure({ device: this.device, format, alphaMode: 'premultiplied' });
    const module = this.device.createShaderModule({ code: SHOW });
    this.screen = this.device.createRenderPipeline({
      layout: 'auto',
      vertex: { module, entryPoint: 'corner' },
      fragment: { module, entryPoint: 'paint', targets: [{ format }] },
    });
    return context;
  }

  close() {
    this.device.destroy();
  }

  show(encoder, context, background) {
    this.device.queue.writeBuffer(this.background, 0, new Float32Array(background ? [...background, 1] : [0, 0, 0, 0]));
    const entries = [this.frame, this.shown, this.background].map((buffer, binding) => ({ binding, resource: { buffer } }));
    const pass = encoder.beginRenderPass({
      colorAttachments: [{ view: context.getCurrentTexture().createView(), loadOp: 'clear', storeOp: 'store', clearValue: [0, 0, 0, 0] }],
    });
    pass.setPipeline(this.screen);
    pass.setBindGroup(0, this.device.createBindGroup({ layout: this.screen.getBindGroupLayout(0), entries }));
    pass.draw(3);
    pass.end();
  }

  dispatch(pass, name, pose, cells, further) {
    const level = this.levels[name];
    this.device.queue.writeBuffer(level.frameBias, 0, bindPose(level.input, pose));
    const entries = [[0, level.weights], [1, level.tables], [2, level.frameBias], [3, cells], ...further].map(([binding, buffer]) => ({ binding, resource: { buffer } }));
    pass.setPipeline(level.pipeline);
    pass.setBindGroup(0, this.device.createBindGroup({ layout: level.pipeline.getBindGroupLayout(0), entries }));
    pass.dispatchWorkgroups(Math.ceil(cells.size / 4 / GROUPS[name].cells));
  }

  cellsOf(plan) {
    if (!this.cells.has(plan)) {
      this.cells.set(plan, { coarse: this.buffer(plan.coarse), middle: this.buffer(plan.middle), fine: this.buffer(plan.fine) });
    }
    return this.cells.get(plan);
  }

  async build(name, size) {
    const module = this.device.createShaderModule({ code: levelShader(name, this.network[name], size, this.precision, size > SIZE) });
    this.levels[name].pipeline = await this.device.createComputePipelineAsync({ layout: 'auto', compute: { module, entryPoint: 'main' } });
  }

  // All matrices of a level one behind the other, and its tables: x, y, then the biases.
  weightsOf(level) {
    const last = level.product ?? level.last;
    const matrices = joined([...level.layers, last].map(layer => layer.matrix));
    const weights = this.precision === 'float16' ? Uint16Array.from(matrices, halfOfFloat)
      : this.precision === 'simulated' ? matrices.map(value => floatOfHalf(halfOfFloat(value)))
      : matrices;
    const { x, y } = level.input;
    // The shader counts a bias for the input too, which comes anew with every frame.
    const tables = joined([x, y, new Float32Array(x.length), ...level.layers.map(layer => layer.bias), ...(last.bias ? [last.bias] : [])]);
    return { weights: this.buffer(weights), tables: this.buffer(tables) };
  }

  buffer(values) {
    const buffer = this.device.createBuffer({ size: values.byteLength, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST, mappedAtCreation: true });
    new values.constructor(buffer.getMappedRange()).set(values);
    buffer.unmap();
    return buffer;
  }

  // Room for so many groups of four values.
  space(quads) {
    return this.device.createBuffer({ size: 16 * quads, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC });
  }
}

function joined(arrays) {
  const all = new Float32Array(arrays.reduce((sum, array) => sum + array.length, 0));
  let at = 0;
  for (const array of arrays) {
    all.set(array, at);
    at += array.length;
  }
  return all;
}
