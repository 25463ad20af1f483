// Shows a stage on a canvas: takes its frames from a WebSocket, draws the newest one at each repaint, and acknowledges what it took. Where the browser
// can paint the character itself, it is sent poses instead (painting.js).

import { ItemLayer } from './items.js';
import { paint } from './painting.js';
import { connect } from './socket.js';
import { say } from './texts.js';

const HEADER_BYTES = 20;
const VERSION = 1;
const ITEMS = 4;
const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 3000;
const RATE_WINDOW_MS = 1000;
const FEWEST_FRAMES = 3;

/**
 * Starts showing the stage; `meter`, if given, is an element that shows the measured rates. `painter` is auto, webgpu, webgl2 or frames.
 * Call `dispose()` on the result to stop.
 */
export function show(canvas, address, meter, painter) {
  const stage = new StageCanvas(canvas, address, meter);
  stage.paintWith(painter);
  return stage;
}

class StageCanvas {
  constructor(canvas, address, meter) {
    this.canvas = canvas;
    this.context = canvas.getContext('2d');
    this.address = address;
    this.meter = meter ? new Meter(canvas, meter) : null;
    this.retryMs = FIRST_RETRY_MS;
    this.waiting = [];
    this.repaint = 0;
    this.ended = false;
    this.items = new ItemLayer(() => this.compose());
    this.figure = Object.assign(document.createElement('canvas'), { width: canvas.width, height: canvas.height }).getContext('2d');
    this.connect();
  }

  async paintWith(painter) {
    try {
      this.painting = await paint(this, this.address.replace(/frames$/, 'poses'), painter);
    } catch (error) {
      console.info(`Studio's frames are shown: ${error.message}`);
    }
    if (this.ended) this.painting?.dispose();
  }

  /** The player has painted; frames are not needed as long as it does. */
  painted(picture, number, painter) {
    if (this.ended) return;
    if (!this.isPainted) {
      this.isPainted = true;
      clearTimeout(this.retryTimer);
      this.waiting.length = 0;
      this.socket.onclose = null;
      this.socket.close();
      this.canvas.dataset.painter = painter;
    }
    const { width, height } = this.canvas;
    const target = this.target;
    target.clearRect(0, 0, width, height);
    target.drawImage(picture, 0, 0, width, height);
    this.compose();
    this.rectangle = null;
    this.canvas.dataset.frame = number;
    this.meter?.count(0, painter);
  }

  /** The player paints no longer. */
  unpainted() {
    if (!this.isPainted || this.ended) return;
    this.isPainted = false;
    delete this.canvas.dataset.painter;
    this.connect();
  }

  /** What the character is drawn on: the canvas itself, unless there are items to draw behind it and before it. */
  get target() {
    return this.items.isEmpty ? this.context : this.figure;
  }

  /** Draws the character and its items. */
  compose() {
    if (this.items.isEmpty || this.ended) return;
    this.context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    this.items.draw(this.context, true);
    this.context.drawImage(this.figure.canvas, 0, 0);
    this.items.draw(this.context, false);
  }

  /** Takes a message that names the items. */
  dress(message) {
    this.items.take(message);
    this.rectangle = null;
    this.figure.clearRect(0, 0, this.canvas.width, this.canvas.height);
  }

  connect() {
    this.socket = connect(this.address);
    this.isRefused = true;
    this.socket.onopen = () => {
      this.isRefused = false;
      this.retryMs = FIRST_RETRY_MS;
    };
    this.socket.onmessage = event => this.take(event.data);
    this.socket.onclose = () => this.reconnect();
  }

  async reconnect() {
    this.waiting.length = 0;
    if (this.ended) return;
    if (this.isRefused && await this.isStageGone()) this.dispose();
    if (this.ended) return;
    this.retryTimer = setTimeout(() => this.connect(), this.retryMs);
    this.retryMs = Math.min(2 * this.retryMs, LONGEST_RETRY_MS);
  }

  /** A refused connection does not say why: a stage that was closed is asked for no more. */
  async isStageGone() {
    try {
      return !this.canvas.isConnected || (await fetch(new URL(this.address, document.baseURI), { cache: 'no-store' })).status === 404;
    } catch {
      return false; // Studio does not answer: it may come back.
    }
  }

  take(message) {
    if (new DataView(message).getUint32(0, true) === ITEMS) {
      this.dress(message);
      return;
    }
    this.waiting.push(message);
    if (this.repaint === 0) {
      this.repaint = requestAnimationFrame(() => this.draw());
    }
  }

  draw() {
    this.repaint = 0;
    const newest = this.waiting[this.waiting.length - 1];
    if (newest === undefined) return;
    const acknowledgements = this.waiting.length;
    this.waiting.length = 0;
    for (let i = 0; i < acknowledgements && this.socket.readyState === WebSocket.OPEN; i++) {
      this.socket.send('ok');
    }
    this.drawMessage(newest);
  }

  drawMessage(message) {
    const header = new DataView(message, 0, HEADER_BYTES);
    if (header.getUint32(0, true) !== VERSION) {
      location.reload(); // Studio was updated while this page was open.
      return;
    }

    const [left, top, width, height] = [8, 10, 12, 14].map(offset => header.getUint16(offset, true));
    const rectangle = `${left} ${top} ${width} ${height}`;
    const target = this.target;
    if (rectangle !== this.rectangle) {
      target.clearRect(0, 0, this.canvas.width, this.canvas.height);
      this.rectangle = rectangle;
    }

    if (width > 0 && height > 0) {
      target.putImageData(new ImageData(new Uint8ClampedArray(message, HEADER_BYTES, 4 * width * height), width, height), left, top);
    }
    this.items.place(message, HEADER_BYTES + 4 * width * height);
    this.compose();

    this.canvas.dataset.frame = header.getUint32(4, true);
    this.meter?.count(header.getFloat32(16, true));
  }

  dispose() {
    this.ended = true;
    clearTimeout(this.retryTimer);
    cancelAnimationFrame(this.repaint);
    this.painting?.dispose();
    this.items.dispose();
    this.meter?.dispose();
    this.socket.close();
  }
}

/** Measures frames drawn per second, and shows it with the engine's time per frame. */
export class Meter {
  constructor(canvas, element) {
    this.canvas = canvas;
    this.element = element;
    this.times = [];
    this.engineMs = 0;
    this.timer = setInterval(() => this.refresh(), RATE_WINDOW_MS / 2);
  }

  count(engineMs, painter) {
    this.painter = painter;
    this.last = performance.now();
    this.times.push(this.last);
    this.engineMs = this.times.length === 1 ? engineMs : 0.9 * this.engineMs + 0.1 * engineMs;
  }

  refresh() {
    const since = performance.now() - RATE_WINDOW_MS;
    while (this.times.length > 0 && this.times[0] < since) this.times.shift();
    const rate = this.times.length / (RATE_WINDOW_MS / 1000);
    this.canvas.dataset.fps = rate;
    this.element.textContent = this.isIdle() ? say('idle') : `${this.isSlow() ? (1000 / this.engineMs).toFixed(1) : rate.toFixed(0)} FPS · ${this.painter ?? `${this.engineMs.toFixed(0)} ms`}`;
  }

  /** A few frames are no movement, unless each takes so long that more cannot come. */
  isIdle() {
    return this.isSlow() ? performance.now() - this.last > 3 * this.engineMs : this.times.length < FEWEST_FRAMES;
  }

  isSlow() {
    return this.engineMs > RATE_WINDOW_MS / FEWEST_FRAMES;
  }

  dispose() {
    clearInterval(this.timer);
  }
}
