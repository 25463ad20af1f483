// The picture doctor's canvas: draws the picture where it will lie, and moves it with mouse, fingers and keys.

import { characterOf } from './keys.js';

const SIZE = 512;
const HEAD = { left: 192, top: 64, size: 128 };
const FACE = { left: 192, top: 80, size: 128 };
const LEAST_SCALE = 1 / 256;
const MOST_SCALE = 64;
const KEY_STEP = 1;
const LARGE_KEY_STEP = 10;
const KEY_ZOOM = 1.01;
const WHEEL_ZOOM = 0.0012;
const STROKE_STEP = 2;
const STROKE_COLORS = { Restore: 'rgb(58 166 99 / .55)', Erase: 'rgb(214 69 61 / .55)', Keep: 'rgb(58 166 99 / .8)', Remove: 'rgb(214 69 61 / .8)' };

/** Starts editing; `page.MoveAsync(scale, x, y)` is told of every move that the user makes, `page.DrawAsync(tool, radius, points)` of every stroke. */
export function edit(canvas, face, original, page) {
  return new Editor(canvas, face, original, page);
}

/** Saves a file that the program made. */
export async function save(stream, name) {
  const address = URL.createObjectURL(new Blob([await stream.arrayBuffer()], { type: 'image/png' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

class Editor {
  constructor(canvas, face, original, page) {
    this.canvas = canvas;
    this.face = face;
    this.original = original;
    this.page = page;
    this.scale = 1;
    this.x = 0;
    this.y = 0;
    this.picture = null;
    this.repaint = 0;
    this.pointers = new Map();
    this.tool = null;
    this.radius = 10;
    this.stroke = null;
    this.marks = [];
    this.pointer = null;
    this.isTelling = false;
    this.isChanged = false;
    this.ended = new AbortController();
    for (const type of ['pointerdown', 'pointermove', 'pointerup', 'pointercancel', 'pointerleave', 'keydown']) {
      canvas.addEventListener(type, this, { signal: this.ended.signal });
    }

    canvas.addEventListener('wheel', this, { signal: this.ended.signal, passive: false });
  }

  /** Takes a cleaned picture; `originalWidth` is the width that the placement counts in. */
  async show(stream, originalWidth) {
    const picture = await decode(stream);
    this.picture?.close();
    this.picture = picture;
    this.ratio = originalWidth / picture.width;
    this.stroke = this.pointers.size === 1 ? this.stroke : null;
    this.draw();
    this.canvas.dataset.pictures = Number(this.canvas.dataset.pictures ?? 0) + 1;
  }

  /** Takes the picture as it was, and shows all of it. */
  async showOriginal(stream) {
    const picture = await decode(stream);
    const side = this.original.width;
    const scale = side / Math.max(picture.width, picture.height);
    const [width, height] = [picture.width * scale, picture.height * scale];
    const context = this.original.getContext('2d');
    context.imageSmoothingQuality = 'high';
    context.clearRect(0, 0, side, side);
    context.drawImage(picture, (side - width) / 2, (side - height) / 2, width, height);
    picture.close();
  }

  /** Chooses what dragging does: a kind of stroke, or null to move the picture. The radius is in pixels of the canvas of 512. */
  setTool(tool, radius) {
    [this.tool, this.radius] = [tool, radius];
    this.canvas.dataset.tool = tool ?? '';
    this.draw();
  }

  /** Takes the marks that the cut follows, in pixels of the picture. */
  showMarks(marks) {
    this.marks = marks;
    this.stroke = this.pointers.size === 1 ? this.stroke : null;
    this.draw();
  }

  place(scale, x, y) {
    [this.scale, this.x, this.y] = [scale, x, y];
    this.draw();
  }

  handleEvent(event) {
    this[event.type](event);
  }

  pointerdown(event) {
    if (event.button !== 0 || this.pointers.size === 2) return;
    this.canvas.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, this.pointOf(event));
    this.stroke = this.tool !== null && this.pointers.size === 1 ? { kind: this.tool, radius: this.radius / this.scale, points: this.toPicture(this.pointOf(event)) } : null;
    this.draw();
  }

  pointermove(event) {
    const before = this.pointers.get(event.pointerId);
    const now = this.pointOf(event);
    if (this.tool !== null) {
      this.pointer = now;
      this.draw();
    }
    if (before === undefined) return;
    if (this.tool !== null && this.pointers.size === 1) {
      if (distance(before, now) < STROKE_STEP) return;
      this.pointers.set(event.pointerId, now);
      this.stroke?.points.push(...this.toPicture(now));
      return;
    }

    this.pointers.set(event.pointerId, now);
    if (this.pointers.size === 1) {
      this.move(now.x - before.x, now.y - before.y);
      return;
    }

    // Of two fingers the other one rests: the picture stays under both.
    const [other] = [...this.pointers].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
    const factor = distance(now, other) / Math.max(1, distance(before, other));
    this.zoom(factor, other);
  }

  pointerup(event) {
    this.pointers.delete(event.pointerId);
    if (this.stroke === null || this.pointers.size > 0) return;
    const { kind, radius, points } = this.stroke;
    this.page.invokeMethodAsync('DrawAsync', kind, radius, points); // The trail stays until the cut is there.
  }

  pointerleave() {
    this.pointer = null;
    this.draw();
  }

  pointercancel(event) {
    this.pointers.delete(event.pointerId);
    this.stroke = null;
  }

  wheel(event) {
    event.preventDefault();
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 * event.deltaY : event.deltaY;
    this.zoom(Math.exp(-WHEEL_ZOOM * pixels), this.pointOf(event));
  }

  keydown(event) {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && ['z', 'y', 'Z'].includes(characterOf(event))) {
      event.preventDefault();
      this.page.invokeMethodAsync('StepAsync', characterOf(event) === 'z');
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.shiftKey ? LARGE_KEY_STEP : KEY_STEP;
    const middle = { x: HEAD.left + HEAD.size / 2, y: HEAD.top + HEAD.size / 2 };
    const actions = {
      ArrowLeft: () => this.move(-step, 0),
      ArrowRight: () => this.move(step, 0),
      ArrowUp: () => this.move(0, -step),
      ArrowDown: () => this.move(0, step),
      '+': () => this.zoom(KEY_ZOOM, middle),
      '=': () => this.zoom(KEY_ZOOM, middle),
      '-': () => this.zoom(1 / KEY_ZOOM, middle),
    };
    if (actions[event.key] === undefined) return;
    event.preventDefault();
    actions[event.key]();
  }

  move(x, y) {
    this.x += x;
    this.y += y;
    this.change();
  }

  zoom(factor, around) {
    const scale = Math.min(Math.max(this.scale * factor, LEAST_SCALE), MOST_SCALE);
    const real = scale / this.scale;
    this.scale = scale;
    this.x = around.x + real * (this.x - around.x);
    this.y = around.y + real * (this.y - around.y);
    this.change();
  }

  change() {
    this.draw();
    this.isChanged = true;
    this.tell();
  }

  /** Tells the page; of changes that come faster than it answers, the newest counts. */
  async tell() {
    if (this.isTelling) return;
    this.isTelling = true;
    while (this.isChanged && !this.ended.signal.aborted) {
      this.isChanged = false;
      await this.page.invokeMethodAsync('MoveAsync', this.scale, this.x, this.y);
    }

    this.isTelling = false;
  }

  pointOf(event) {
    const box = this.canvas.getBoundingClientRect();
    return { x: (event.clientX - box.left) * SIZE / box.width, y: (event.clientY - box.top) * SIZE / box.height };
  }

  /** The place in the picture of a point of the canvas. */
  toPicture(point) {
    return [(point.x - this.x) / this.scale, (point.y - this.y) / this.scale];
  }

  draw() {
    this.repaint ||= requestAnimationFrame(() => {
      this.repaint = 0;
      this.drawAll();
    });
  }

  drawAll() {
    const context = this.canvas.getContext('2d');
    const zoom = this.canvas.width / SIZE;
    this.drawPicture(context, zoom, { left: 0, top: 0 }, this.canvas.width);
    this.drawStrokes(context, zoom);
    this.drawPicture(this.face.getContext('2d'), this.face.width / FACE.size, FACE, this.face.width);
  }

  drawPicture(context, zoom, corner, side) {
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, side, side);
    if (this.picture === null) return;
    context.imageSmoothingQuality = 'high';
    const scale = zoom * this.scale * this.ratio;
    context.setTransform(scale, 0, 0, scale, zoom * (this.x - corner.left), zoom * (this.y - corner.top));
    context.drawImage(this.picture, 0, 0);
  }

  drawStrokes(context, zoom) {
    context.setTransform(zoom * this.scale, 0, 0, zoom * this.scale, zoom * this.x, zoom * this.y);
    context.lineCap = context.lineJoin = 'round';
    const isMarking = this.tool === 'Keep' || this.tool === 'Remove';
    for (const { kind, radius, points } of [...isMarking ? this.marks : [], ...this.stroke ? [this.stroke] : []]) {
      context.strokeStyle = STROKE_COLORS[kind];
      context.lineWidth = 2 * radius;
      context.beginPath();
      context.moveTo(points[0], points[1]);
      for (let i = 0; i < points.length; i += 2) context.lineTo(points[i], points[i + 1]);
      context.stroke();
    }
    if (this.tool === null || this.pointer === null) return;
    context.setTransform(zoom, 0, 0, zoom, 0, 0);
    context.beginPath();
    context.arc(this.pointer.x, this.pointer.y, this.radius, 0, 2 * Math.PI);
    context.lineWidth = 2;
    context.strokeStyle = 'rgb(0 0 0 / .6)';
    context.stroke();
    context.lineWidth = 1;
    context.strokeStyle = '#fff';
    context.stroke();
  }

  dispose() {
    this.ended.abort();
    cancelAnimationFrame(this.repaint);
    this.picture?.close();
  }
}

async function decode(stream) {
  return createImageBitmap(new Blob([await stream.arrayBuffer()], { type: 'image/png' }));
}

function distance(a, b) {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
