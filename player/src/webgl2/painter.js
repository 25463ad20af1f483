// Draws a student with WebGL2: every layer is a few fragment passes over chunks of pixels.

import { SIZE } from '../bundle.js';
import { FACE, FACE_POSE_SIZE, bindPose, pictureValues, quadsOf } from '../network.js';
import { CELL_PIXELS, COARSE, MIDDLE, allCells } from '../plan.js';
import { Plans } from '../plans.js';
import { isSoftware } from '../software.js';
import { CORNERS, NOWHERE, ROW, SHOW, frameShader, inputShader, layerShader } from './shaders.js';

/** Pixels that go through a level together; two textures hold their activations. */
const CHUNK = 1 << 14;
const CHUNK_ROWS = CHUNK / ROW;
const WIDEST = 360;
const MOST_TARGETS = 8;

export class WebGl2Painter {
  /** Looks at the device; throws where this browser or machine has none that may be used. */
  static async probe(options) {
    const { gl } = contextOf(document.createElement('canvas'), options);
    gl.getExtension('WEBGL_lose_context')?.loseContext();
  }

  /** Prepares all levels on a canvas of its own; throws where this browser or machine cannot. */
  static async open(bundle, network, options) {
    if (options.precision === 'float16') throw new Error('WebGL2 paints in float32 only');
    return new WebGl2Painter(bundle, network, options, document.createElement('canvas'));
  }

  constructor(bundle, network, options, canvas) {
    Object.assign(this, { name: 'webgl2', precision: 'float32', bundle, network, options, facesDrawn: 0 });
    this.prepare(canvas);
  }

  prepare(canvas) {
    Object.assign(this, contextOf(canvas, this.options));
    const { gl } = this;
    /** Resolves with the reason when the context is lost. */
    this.lost = new Promise(resolve => canvas.addEventListener('webglcontextlost', event => {
      event.preventDefault();
      resolve('the browser lost the WebGL2 context');
    }, { once: true }));
    this.canvas = canvas;
    this.targets = Math.min(MOST_TARGETS, gl.getParameter(gl.MAX_DRAW_BUFFERS), gl.getParameter(gl.MAX_COLOR_ATTACHMENTS));
    this.blockQuads = gl.getParameter(gl.MAX_UNIFORM_BLOCK_SIZE) / 16;
    this.programs = new Map();
    this.framebuffer = gl.createFramebuffer();
    gl.bindVertexArray(gl.createVertexArray());
    gl.disable(gl.DITHER);

    const { face, coarse, middle, fine } = this.network;
    this.activations = [0, 1].map(() => this.array(ROW, CHUNK_ROWS, quadsOf(WIDEST)));
    this.products = { middle: this.array(ROW, COARSE * COARSE / ROW, quadsOf(coarse.product.outputs)), fine: this.array(ROW, MIDDLE * MIDDLE / ROW, quadsOf(middle.product.outputs)) };
    this.picture = this.texture(gl.RGBA32F, SIZE, SIZE, gl.RGBA, gl.FLOAT, pictureValues(this.bundle));
    this.faceCells = this.cellsOf(allCells(COARSE), COARSE);
    this.levels = { face: this.level(face), coarse: this.level(coarse), middle: this.level(middle), fine: this.level(fine) };
  }

  /** Sets the width of the picture, and whether the mask is used. */
  async resize(size, useMask) {
    this.size = size;
    this.useMask = useMask;
    const { gl } = this;
    this.plans = new Plans(size, useMask ? this.bundle.section('mask').content : null);
    this.cells = new Map();
    this.face = null;
    if (this.values) gl.deleteTexture(this.values.texture);
    if (this.frame) gl.deleteTexture(this.frame);
    this.values = this.array(ROW, size * size / ROW, 2);
    this.frame = this.texture(gl.RGBA32F, size, size, gl.RGBA, gl.FLOAT, null);
  }

  /** Sends a pose to the device. Draws on the canvas where it is connected. */
  draw(pose, context, background) {
    if (!this.plans) throw new Error('The painter has no size yet.');
    const { gl, levels, size } = this;
    const plan = this.plans.for(pose), cells = this.planned(plan);
    const face = pose.slice(0, FACE_POSE_SIZE);
    if (!this.face || face.some((value, i) => value !== this.face[i])) {
      this.run(levels.face, pose, this.faceCells, COARSE, null, null);
      this.face = face;
      this.facesDrawn++;
    }
    this.run(levels.coarse, pose, cells.coarse, COARSE, null, this.products.middle);
    this.run(levels.middle, pose, cells.middle, MIDDLE, { product: this.products.middle, places: cells.coarse.places, width: COARSE }, this.products.fine);
    this.run(levels.fine, pose, cells.fine, size, { product: this.products.fine, places: cells.middle.places, width: MIDDLE }, this.values);

    const program = this.program(frameShader(size, size > SIZE));
    this.bind(program, 'values', 0, gl.TEXTURE_2D_ARRAY, this.values.texture);
    this.bind(program, 'places', 1, gl.TEXTURE_2D, cells.fine.places);
    this.bind(program, 'picture', 2, gl.TEXTURE_2D, this.picture);
    this.paintTo([[this.frame, null]], 0, 0, size, size);
    if (context) this.show(background);
    gl.flush();
  }

  /** Resolves when the device has done all that it was sent. */
  finished() {
    const { gl } = this, fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    return new Promise(resolve => {
      const look = () => gl.isContextLost() || gl.getSyncParameter(fence, gl.SYNC_STATUS) === gl.SIGNALED ? resolve() : setTimeout(look, 1);
      look();
    });
  }

  /** The last frame: four values a pixel in the network convention (linear light, premultiplied, -1..1). */
  async read() {
    const { gl, size } = this, values = new Float32Array(4 * size * size);
    this.attach([[this.frame, null]]);
    gl.readPixels(0, 0, size, size, gl.RGBA, gl.FLOAT, values);
    return values;
  }

  /** Moves to the canvas that is shown. */
  connect(canvas) {
    if (canvas === this.canvas) return this.gl;
    const { size, useMask } = this;
    this.close();
    this.values = this.frame = null;
    this.prepare(canvas);
    this.resize(size, useMask);
    return this.gl;
  }

  close() {
    this.gl.getExtension('WEBGL_lose_context')?.loseContext();
  }

  show(background) {
    const { gl, size } = this, program = this.program(SHOW);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    this.bind(program, 'frame', 0, gl.TEXTURE_2D, this.frame);
    gl.uniform4fv(program.at('background'), background ? [...background, 1] : [0, 0, 0, 0]);
    gl.viewport(0, 0, size, size);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  }

  // All layers of a level, chunk by chunk. `below` is what the first layer interpolates, `result` takes the last layer; the face goes into the picture.
  run(level, pose, cells, size, below, result) {
    const { gl } = this, bias = bindPose(level.input, pose);
    for (let first = 0; first < cells.count; first += CHUNK) {
      const rows = Math.ceil(Math.min(CHUNK, cells.count - first) / ROW);
      let [from, to] = this.activations;
      for (const pass of level.inputPasses) {
        const program = this.program(inputShader(pass.quads, size, below?.width));
        gl.useProgram(program.program);
        const start = 4 * pass.first, end = start + 4 * pass.quads;
        gl.uniform4fv(program.at('tables'), [...bias.subarray(start, end), ...level.input.x.subarray(start, end), ...level.input.y.subarray(start, end)]);
        gl.uniform1i(program.at('firstPixel'), first);
        gl.uniform1i(program.at('lastCell'), cells.count / CELL_PIXELS - 1);
        this.bind(program, 'cells', 0, gl.TEXTURE_2D, cells.texture);
        if (below) {
          gl.uniform1i(program.at('firstQuad'), pass.first);
          this.bind(program, 'product', 1, gl.TEXTURE_2D_ARRAY, below.product.texture);
          this.bind(program, 'places', 2, gl.TEXTURE_2D, below.places);
        }
        this.paintTo(targets(to, pass), 0, 0, ROW, rows);
      }
      for (const passes of level.layers) {
        [from, to] = [to, from];
        for (const pass of passes) this.layer(pass, from, targets(to, pass), true, 0, 0, ROW, rows);
      }
      for (const pass of level.last) {
        if (result) this.layer(pass, to, targets(result, pass), false, 0, first / ROW, ROW, rows);
        else this.layer(pass, to, [[this.picture, null]], false, FACE.left, FACE.top, FACE.size, FACE.size);
      }
    }
  }

  layer(pass, from, to, isSine, left, top, width, height) {
    const { gl } = this, program = this.program(layerShader(pass.inputQuads, pass.quads, isSine, to[0][0] === this.picture));
    this.bind(program, 'activations', 0, gl.TEXTURE_2D_ARRAY, from.texture);
    gl.uniform2i(program.at('origin'), left, top);
    gl.bindBufferBase(gl.UNIFORM_BUFFER, 0, pass.weights);
    this.paintTo(to, left, top, width, height);
  }

  paintTo(to, left, top, width, height) {
    const { gl } = this;
    this.attach(to);
    gl.viewport(left, top, width, height);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  }

  attach(to) {
    const { gl } = this;
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.framebuffer);
    for (let i = 0; i < this.targets; i++) {
      const [texture, layer] = to[i] ?? [null, null];
      if (texture && layer !== null) gl.framebufferTextureLayer(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0 + i, texture, 0, layer);
      else gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0 + i, gl.TEXTURE_2D, texture, 0);
    }
    gl.drawBuffers(to.map((_, i) => gl.COLOR_ATTACHMENT0 + i));
  }

  bind(program, name, unit, kind, texture) {
    const { gl } = this;
    gl.useProgram(program.program);
    gl.activeTexture(gl.TEXTURE0 + unit);
    gl.bindTexture(kind, texture);
    gl.uniform1i(program.at(name), unit);
  }

  planned(plan) {
    if (!this.cells.has(plan)) {
      this.cells.set(plan, { coarse: this.cellsOf(plan.coarse, COARSE), middle: this.cellsOf(plan.middle, MIDDLE), fine: this.cellsOf(plan.fine, this.size) });
    }
    return this.cells.get(plan);
  }

  // The cells as a texture, and where each pixel of the level lies in the order of the cells.
  cellsOf(cells, size) {
    const { gl } = this, rows = Math.ceil(cells.length / ROW), list = new Uint32Array(ROW * rows), places = new Uint32Array(size * size).fill(NOWHERE);
    list.set(cells);
    cells.forEach((cell, index) => {
      for (let i = 0; i < CELL_PIXELS; i++) places[((cell >>> 16) + (i >> 2)) * size + (cell & 65535) + (i & 3)] = CELL_PIXELS * index + i;
    });
    return {
      count: CELL_PIXELS * cells.length,
      texture: this.texture(gl.R32UI, ROW, rows, gl.RED_INTEGER, gl.UNSIGNED_INT, list),
      places: this.texture(gl.R32UI, size, size, gl.RED_INTEGER, gl.UNSIGNED_INT, places),
    };
  }

  level({ input, layers, product, last }) {
    const inputPasses = [], quads = quadsOf(input.channels);
    for (let first = 0; first < quads; first += this.targets) inputPasses.push({ first, quads: Math.min(this.targets, quads - first) });
    return { input, inputPasses, layers: layers.map(layer => this.passes(layer)), last: this.passes(product ?? last) };
  }

  // A layer in passes whose weights fit into a uniform block: [input][quad], then the biases.
  passes({ inputs, outputs, matrix, bias }) {
    const { gl } = this, all = quadsOf(outputs), inputQuads = quadsOf(inputs), passes = [];
    const most = Math.min(this.targets, Math.floor(this.blockQuads / (4 * inputQuads + 1)));
    for (let first = 0; first < all; first += most) {
      const quads = Math.min(most, all - first), block = new Float32Array(4 * (4 * inputQuads + 1) * quads);
      for (let input = 0; input < inputs; input++) block.set(matrix.subarray(4 * (input * all + first), 4 * (input * all + first + quads)), 4 * input * quads);
      if (bias) block.set(bias.subarray(4 * first, 4 * (first + quads)), 16 * inputQuads * quads);
      const weights = gl.createBuffer();
      gl.bindBuffer(gl.UNIFORM_BUFFER, weights);
      gl.bufferData(gl.UNIFORM_BUFFER, block, gl.STATIC_DRAW);
      passes.push({ first, quads, inputQuads, weights });
    }
    return passes;
  }

  program(fragment) {
    if (!this.programs.has(fragment)) this.programs.set(fragment, this.link(fragment));
    return this.programs.get(fragment);
  }

  link(fragment) {
    const { gl } = this, program = gl.createProgram(), places = new Map();
    for (const [kind, source] of [[gl.VERTEX_SHADER, CORNERS], [gl.FRAGMENT_SHADER, fragment]]) {
      const shader = gl.createShader(kind);
      gl.shaderSource(shader, source);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
      if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS) && !gl.isContextLost()) throw new Error(`a shader does not compile: ${gl.getShaderInfoLog(shader)}`);
    }
    gl.linkProgram(program);
    if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) throw new Error(`a shader does not link: ${gl.getProgramInfoLog(program)}`);
    const at = name => {
      if (!places.has(name)) places.set(name, gl.getUniformLocation(program, name));
      return places.get(name);
    };
    return { program, at };
  }

  texture(format, width, height, layout, type, values) {
    const { gl } = this, texture = gl.createTexture();
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texStorage2D(gl.TEXTURE_2D, 1, format, width, height);
    if (values) gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, width, height, layout, type, values);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
    return texture;
  }

  array(width, height, layers) {
    const { gl } = this, texture = gl.createTexture();
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D_ARRAY, texture);
    gl.texStorage3D(gl.TEXTURE_2D_ARRAY, 1, gl.RGBA32F, width, height, layers);
    gl.texParameteri(gl.TEXTURE_2D_ARRAY, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
    gl.texParameteri(gl.TEXTURE_2D_ARRAY, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
    return { texture };
  }
}

function contextOf(canvas, { software }) {
  const gl = canvas.getContext('webgl2', {
    alpha: true, premultipliedAlpha: true, antialias: false, depth: false, powerPreference: 'high-performance', failIfMajorPerformanceCaveat: !software,
  });
  if (!gl) throw new Error(software ? 'this browser or canvas has no WebGL2' : 'this browser has no WebGL2 on a graphics card');
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer = gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER);
  if (!software && isSoftware(renderer)) throw new Error(`WebGL2 is only emulated by the processor (${renderer})`);
  if (!gl.getExtension('EXT_color_buffer_float')) throw new Error('this device cannot paint into textures of floats');
  return { gl, renderer };
}

const targets = (to, pass) => Array.from({ length: pass.quads }, (_, i) => [to.texture, pass.first + i]);
