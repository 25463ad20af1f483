// What the tests of the player do in the page.

import { Player } from '/player/src/player.js';

export const events = [];

/**
 * A canvas without a screen. Chromium without a graphics card has no WebGPU canvas, so this one gives the painter a texture that the test reads.
 */
class BlindCanvas {
  width = 300;
  height = 150;

  getContext(kind) {
    if (kind !== 'webgpu') return null;
    return {
      configure: ({ device, format }) => {
        Object.assign(this, { device, format });
        this.texture = device.createTexture({ size: [this.width, this.height], format, usage: GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.COPY_SRC });
      },
      getCurrentTexture: () => {
        if (this.texture.width !== this.width) this.texture = this.device.createTexture({ size: [this.width, this.height], format: this.format, usage: GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.COPY_SRC });
        return this.texture;
      },
    };
  }

  async pixels() {
    const bytes = 4 * this.width * this.height;
    const copy = this.device.createBuffer({ size: bytes, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
    const encoder = this.device.createCommandEncoder();
    encoder.copyTextureToBuffer({ texture: this.texture }, { buffer: copy, bytesPerRow: 4 * this.width }, [this.width, this.height]);
    this.device.queue.submit([encoder.finish()]);
    await copy.mapAsync(GPUMapMode.READ);
    return new Uint8Array(copy.getMappedRange().slice(0));
  }
}

let player;

export async function open(bundle, options) {
  player?.close();
  const canvas = options.backend === 'webgl2' ? document.createElement('canvas') : new BlindCanvas();
  player = await Player.open(canvas, bundle, { software: true, selfTest: false, ...options });
  for (const event of ['lost', 'backend']) player.on(event, detail => events.push(event + ' ' + (detail.backend ?? detail.name)));
  return player.backend;
}

export async function refusal(bundle, options) {
  try {
    await Player.open(document.createElement('canvas'), bundle, options);
    return 'it opened';
  } catch (error) {
    return error.message;
  }
}

/** Draws and returns the frame: Float32, base64. */
export async function draw(pose) {
  player.pose = pose;
  await player.draw();
  return base64(await player.read());
}

/** Draws and returns what the canvas shows: four bytes a pixel, premultiplied, red first; base64. */
export async function screen(pose) {
  player.pose = pose;
  await player.draw();
  const { canvas } = player;
  if (canvas instanceof BlindCanvas) {
    const pixels = await canvas.pixels();
    if (canvas.format.startsWith('bgra')) for (let i = 0; i < pixels.length; i += 4) [pixels[i], pixels[i + 2]] = [pixels[i + 2], pixels[i]];
    return base64(pixels);
  }
  const { gl, size } = player.painter, pixels = new Uint8Array(4 * size * size), turned = new Uint8Array(4 * size * size);
  gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  gl.readPixels(0, 0, size, size, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
  for (let row = 0; row < size; row++) turned.set(pixels.subarray(4 * size * row, 4 * size * (row + 1)), 4 * size * (size - 1 - row));
  return base64(turned);
}

export const facesDrawn = () => player.painter.facesDrawn;

/** Takes the device away and waits until the player has one again. */
export async function lose() {
  const back = new Promise(resolve => player.on('backend', resolve));
  if (player.painter.device) player.painter.device.destroy();
  else player.painter.gl.getExtension('WEBGL_lose_context').loseContext();
  await back;
  return events.splice(0);
}

function base64(values) {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  let text = '';
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(text);
}
