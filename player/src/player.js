// A character on a canvas.

import { readBundle, SIZE } from './bundle.js';
import { POSE_SIZE, readNetwork } from './network.js';
import { selfTest } from './selfTest.js';
import { WebGpuPainter } from './webgpu/painter.js';
import { WebGl2Painter } from './webgl2/painter.js';

const PAINTERS = { webgpu: WebGpuPainter, webgl2: WebGl2Painter };
const RESOLUTIONS = [256, 512, 1024];
const MOST_IN_FLIGHT = 2;
const MOST_LOSSES = 3;

/** Whether a painter can work here, as far as its device tells; nothing is loaded. */
export async function canPaint(backend = 'auto', software = false) {
  for (const name of backend === 'auto' ? Object.keys(PAINTERS) : [backend]) {
    try {
      await PAINTERS[name].probe({ software });
      return true;
    } catch {
      // The next one may.
    }
  }
  return false;
}

/** The pose in which nothing moves. */
export const restPose = () => new Float32Array(POSE_SIZE);

export class Player {
  /** Loads a bundle, chooses a painter that passes its self-test, and shows the character at rest. */
  static async open(canvas, source, options = {}) {
    const settings = { backend: 'auto', resolution: SIZE, background: null, mask: true, software: false, precision: undefined, selfTest: true, ...options };
    if (settings.backend !== 'auto' && !PAINTERS[settings.backend]) throw new TypeError(`The backend "${settings.backend}" does not exist. Use auto, webgpu or webgl2.`);
    if (!RESOLUTIONS.includes(settings.resolution)) throw new TypeError(`The resolution must be ${RESOLUTIONS.join(', ')}, but is ${settings.resolution}.`);
    const player = new Player(canvas, await readBundle(await bytesOf(source)), settings);
    await player.choose(settings.backend === 'auto' ? Object.keys(PAINTERS) : [settings.backend]);
    return player;
  }

  #pose = restPose();
  #listeners = new Map();
  #request = 0;
  #inFlight = 0;
  #isWanted = false;
  #isClosed = false;
  #losses = 0;

  constructor(canvas, bundle, settings) {
    Object.assign(this, { canvas, bundle, settings, name: bundle.name, licence: bundle.licence, credits: bundle.credits, frames: 0, refusals: [] });
    this.network = readNetwork(bundle);
    this.background = settings.background === null ? null : linearOf(settings.background);
  }

  /** What paints: `name`, `renderer`, `precision`. */
  get backend() {
    const { name, renderer, precision } = this.painter;
    return { name, renderer, precision };
  }

  get pose() {
    return this.#pose.slice();
  }

  set pose(values) {
    if (values.length !== POSE_SIZE || !values.every(Number.isFinite)) throw new TypeError(`A pose has ${POSE_SIZE} finite numbers.`);
    this.#pose = Float32Array.from(values);
    this.#schedule();
  }

  /** Calls `listener` for 'frame', 'lost' or 'backend'. Returns a function that ends that. */
  on(event, listener) {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  /** Draws the pose now and resolves when the device has drawn it. Listeners of 'frame' are called at once, while the canvas can be copied. */
  async draw() {
    cancelAnimationFrame(this.#request);
    this.#request = 0;
    this.#isWanted = false;
    this.painter.draw(this.#pose, this.context, this.background);
    this.#emit('frame', { number: ++this.frames });
    await this.painter.finished();
  }

  /** The last frame: four values a pixel in linear light, premultiplied, scaled to -1..1. For tests and pictures. */
  read() {
    return this.painter.read();
  }

  close() {
    this.#isClosed = true;
    cancelAnimationFrame(this.#request);
    this.painter?.close();
  }

  /** Takes the first painter of the list that works here. */
  async choose(names) {
    for (const name of names) {
      // Half precision is the one thing that differs much between devices: without it a painter may still be right.
      for (const precision of name === 'webgpu' && !this.settings.precision ? [undefined, 'float32'] : [this.settings.precision]) {
        try {
          await this.#use(name, precision);
          return;
        } catch (reason) {
          if (this.refusals.at(-1)?.reason !== reason.message) this.refusals.push({ backend: name, reason: reason.message });
        }
      }
    }
    throw new Error(`No painter works here: ${this.refusals.map(({ backend, reason }) => `${backend}: ${reason}`).join('; ')}.`);
  }

  async #use(name, precision) {
    const { resolution, mask, selfTest: isTested, software } = this.settings;
    const painter = await PAINTERS[name].open(this.bundle, this.network, { software, precision });
    try {
      const reason = isTested ? await selfTest(painter, this.bundle) : null;
      if (reason) throw new Error(reason);
      await painter.resize(resolution, mask);
      this.#attach(painter);
    } catch (reason) {
      painter.close();
      throw reason;
    }
    this.painter = painter;
    painter.lost.then(reason => this.#recover(painter, reason));
    this.#emit('backend', this.backend);
    this.#inFlight = 0;
    this.#schedule();
  }

  // A canvas keeps the kind of context that it was given first, so another kind needs another canvas in its place.
  #attach(painter) {
    const { width, height } = this.canvas;
    try {
      this.context = painter.connect(this.canvas);
    } catch {
      const fresh = this.canvas.cloneNode();
      this.context = painter.connect(fresh);
      this.canvas.replaceWith?.(fresh);
      this.canvas = fresh;
    }
    const { resolution } = this.settings;
    if (width !== resolution || height !== resolution) [this.canvas.width, this.canvas.height] = [resolution, resolution];
  }

  async #recover(painter, reason) {
    if (this.#isClosed || painter !== this.painter) return;
    this.#emit('lost', { backend: painter.name, reason });
    painter.close();
    const all = Object.keys(PAINTERS), from = this.settings.backend === 'auto' ? all.slice(all.indexOf(painter.name)) : [painter.name];
    this.refusals = [];
    try {
      await this.choose(++this.#losses > MOST_LOSSES ? from.slice(1) : from);
    } catch (error) {
      this.#emit('lost', { backend: null, reason: error.message });
    }
  }

  #schedule() {
    this.#isWanted = true;
    if (this.#request || this.#isClosed || this.#inFlight >= MOST_IN_FLIGHT || !this.painter) return;
    this.#request = requestAnimationFrame(async () => {
      this.#inFlight++;
      const painter = this.painter;
      try {
        await this.draw();
      } catch (error) {
        if (painter === this.painter && !this.#isClosed) this.#emit('lost', { backend: painter.name, reason: error.message });
      } finally {
        if (painter === this.painter) this.#inFlight--;
        if (this.#isWanted) this.#schedule();
      }
    });
  }

  #emit(event, detail) {
    for (const listener of this.#listeners.get(event) ?? []) listener(detail);
  }
}

async function bytesOf(source) {
  if (source instanceof ArrayBuffer) return source;
  const answer = await fetch(source);
  if (!answer.ok) throw new Error(`The bundle ${source} could not be loaded: status ${answer.status}.`);
  return answer.arrayBuffer();
}

// '#rrggbb' in linear light, 0 to 1.
function linearOf(color) {
  const match = /^#([0-9a-f]{6})$/i.exec(color);
  if (!match) throw new TypeError(`The background must be like #00ff00, but is ${color}.`);
  return [16, 8, 0].map(shift => (parseInt(match[1], 16) >> shift & 255) / 255).map(x => x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);
}
