// Paints the face mask: 128 x 128 pixels over the face crop of the character's picture. The mask lives here while it is painted; the page is told
// what changed and asks for it when it is saved.

import { characterOf } from '../keys.js';
import { pack, unpack } from './bits.js';
import { drawStroke } from './brush.js';

const SIDE = 128;
const CROP = { left: 192, top: 80 };
const BASE_SCALE = 4;
const MOST_STEPS = 60;

/** Starts an editor in `root`, which holds a canvas. `page` is told of every change. */
export function edit(root, page) {
  return new MaskEditor(root, page);
}

class MaskEditor {
  constructor(root, page) {
    this.page = page;
    this.canvas = root.querySelector('canvas');
    this.context = this.canvas.getContext('2d');
    this.mask = new Uint8Array(SIDE * SIDE);
    this.tint = new OffscreenCanvas(SIDE, SIDE);
    this.past = [];
    this.future = [];
    this.tool = { paints: true, radius: 6, symmetric: false };
    this.scale = BASE_SCALE;
    this.listeners = new AbortController();
    this.listen();
    this.resize(1);
  }

  listen() {
    const options = { signal: this.listeners.signal };
    this.canvas.addEventListener('pointerdown', event => this.begin(event), options);
    this.canvas.addEventListener('pointermove', event => this.move(event), options);
    this.canvas.addEventListener('pointerup', event => this.end(event), options);
    this.canvas.addEventListener('pointercancel', event => this.end(event), options);
    this.canvas.addEventListener('pointerleave', () => this.hover(null), options);
    this.canvas.addEventListener('contextmenu', event => event.preventDefault(), options);
    this.canvas.addEventListener('keydown', event => this.press(event), options);
  }

  /** Shows another picture: the address of a 512 x 512 one. */
  async showPicture(address) {
    const picture = new Image();
    picture.src = address;
    await picture.decode();
    this.picture = picture;
    this.draw();
  }

  /** Takes a mask over as it is; the way back is forgotten. */
  load(bytes) {
    this.mask = unpack(bytes, SIDE * SIDE);
    this.past.length = this.future.length = 0;
    this.changed();
  }

  /** Replaces the mask, as a step that can be undone. */
  replace(bytes) {
    this.remember();
    this.mask = unpack(bytes, SIDE * SIDE);
    this.changed();
  }

  /** The mask, 8 pixels a byte, the first in the highest bit. */
  read() {
    return pack(this.mask);
  }

  setTool(paints, radius, symmetric) {
    this.tool = { paints, radius, symmetric };
    this.draw();
  }

  resize(zoom) {
    this.scale = BASE_SCALE * zoom;
    this.canvas.width = this.canvas.height = SIDE * this.scale;
    this.draw();
  }

  clear() {
    this.remember();
    this.mask.fill(0);
    this.changed();
  }

  undo() {
    this.step(this.past, this.future);
  }

  redo() {
    this.step(this.future, this.past);
  }

  step(from, to) {
    const mask = from.pop();
    if (mask === undefined) return;
    to.push(this.mask);
    this.mask = mask;
    this.changed();
  }

  remember() {
    this.past.push(this.mask.slice());
    if (this.past.length > MOST_STEPS) this.past.shift();
    this.future.length = 0;
  }

  begin(event) {
    if (event.button > 2) return;
    event.preventDefault();
    this.canvas.focus();
    this.canvas.setPointerCapture(event.pointerId);
    this.remember();
    this.stroke = { at: this.locate(event), value: this.tool.paints !== (event.button === 2) ? 1 : 0 };
    this.paint(this.stroke.at, this.stroke.at);
  }

  move(event) {
    const at = this.locate(event);
    if (this.stroke) {
      this.paint(this.stroke.at, at);
      this.stroke.at = at;
    }
    this.hover(at);
  }

  end() {
    if (!this.stroke) return;
    this.stroke = null;
    this.changed();
  }

  hover(at) {
    this.pointer = at;
    this.draw();
  }

  press(event) {
    const key = characterOf(event);
    const control = (event.ctrlKey || event.metaKey) && !event.altKey; // AltGr is Control and Alt at once.
    if (control && key === 'z') {
      this.undo();
    } else if (control && (key === 'Z' || key === 'y')) {
      this.redo();
    } else if (!control && 'be[]x'.includes(key) && key !== '') {
      this.page.invokeMethodAsync('PressAsync', key);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  paint(from, to) {
    drawStroke(this.mask, SIDE, from, to, this.tool.radius, this.stroke.value);
    if (this.tool.symmetric) {
      drawStroke(this.mask, SIDE, mirrored(from), mirrored(to), this.tool.radius, this.stroke.value);
    }
    this.draw();
  }

  locate(event) {
    const bounds = this.canvas.getBoundingClientRect();
    return { x: (event.clientX - bounds.left) / bounds.width * SIDE, y: (event.clientY - bounds.top) / bounds.height * SIDE };
  }

  changed() {
    this.draw();
    const white = this.mask.reduce((sum, value) => sum + value, 0);
    this.canvas.dataset.white = white;
    this.page.invokeMethodAsync('Changed', white, this.past.length > 0, this.future.length > 0);
  }

  draw() {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.repaint();
    });
  }

  repaint() {
    const { context, canvas } = this;
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.imageSmoothingEnabled = true;
    context.imageSmoothingQuality = 'high';
    if (this.picture) {
      context.drawImage(this.picture, CROP.left, CROP.top, SIDE, SIDE, 0, 0, canvas.width, canvas.height);
    }
    this.repaintMask();
    if (this.tool.symmetric) this.repaintAxis();
    if (this.pointer) this.repaintBrush();
  }

  repaintMask() {
    const tint = this.tint.getContext('2d');
    const pixels = tint.createImageData(SIDE, SIDE);
    this.mask.forEach((value, i) => pixels.data.set(value ? [232, 69, 60, 120] : [20, 18, 26, 70], 4 * i));
    tint.putImageData(pixels, 0, 0);
    this.context.imageSmoothingEnabled = false;
    this.context.drawImage(this.tint, 0, 0, this.canvas.width, this.canvas.height);
  }

  repaintAxis() {
    this.context.strokeStyle = 'rgb(255 255 255 / .7)';
    this.context.setLineDash([6, 6]);
    this.context.strokeRect(this.canvas.width / 2, -1, 0, this.canvas.height + 2);
    this.context.setLineDash([]);
  }

  repaintBrush() {
    for (const at of this.tool.symmetric ? [this.pointer, mirrored(this.pointer)] : [this.pointer]) {
      this.context.beginPath();
      this.context.arc(at.x * this.scale, at.y * this.scale, this.tool.radius * this.scale, 0, 2 * Math.PI);
      this.context.lineWidth = 3;
      this.context.strokeStyle = 'rgb(0 0 0 / .55)';
      this.context.stroke();
      this.context.lineWidth = 1.5;
      this.context.strokeStyle = this.tool.paints ? '#fff' : '#7fd4ff';
      this.context.stroke();
    }
  }

  dispose() {
    this.listeners.abort();
    cancelAnimationFrame(this.frame);
  }
}

function mirrored(at) {
  return { x: SIDE - at.x, y: at.y };
}
