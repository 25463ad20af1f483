// The items that a character wears: pictures that follow their pins. A spring lets an item swing about its pin; animated pictures play.

const PICTURES = '/scenes/pictures/';
const MOST_FRAMES = 300;
const SHORTEST_FRAME_MS = 20;
const LONGEST_STEP_S = .05;
const DAMPING = .28;
const FLOATS = 4;

export class ItemLayer {
  /** `redraw` is called when something moves by itself. */
  constructor(redraw) {
    Object.assign(this, { redraw, items: [], pictures: new Map(), request: 0 });
  }

  get isEmpty() {
    return this.items.length === 0;
  }

  /** Takes a message with the items, of which the first four bytes are its kind. */
  take(message) {
    const known = this.items;
    this.items = JSON.parse(new TextDecoder().decode(new Uint8Array(message, 4))).map(item => {
      const { place, swing } = known.find(other => other.name === item.name) ?? {};
      return { ...item, place: place ?? [item.pinX, item.pinY, 0, 1], swing };
    });
    for (const { picture } of this.items) {
      if (!this.pictures.has(picture)) this.pictures.set(picture, new Picture(PICTURES + encodeURIComponent(picture), () => this.redraw()));
    }
    this.watch();
  }

  /** Takes the places of the pins that follow the pixels or the numbers at `offset` of a message. */
  place(message, offset) {
    const places = new Float32Array(message.slice(offset));
    this.items.forEach((item, i) => {
      const place = places.subarray(FLOATS * i, FLOATS * (i + 1));
      if (place.length === FLOATS) item.place = [...place];
    });
    this.watch();
  }

  /** Draws the items behind the character, or those in front of it; 512 units are the canvas. */
  draw(context, isBehind) {
    for (const item of this.items) {
      const image = item.isShown && item.isBehind === isBehind ? this.pictures.get(item.picture).at(performance.now()) : null;
      if (!image) continue;
      const [x, y, rotation, scale] = item.place;
      const { angle = 0, drop = 0 } = item.swing ?? {};
      context.save();
      context.scale(context.canvas.width / 512, context.canvas.height / 512);
      // The middle of a pixel lies half a unit inside it.
      context.translate(x + .5, y + .5 + drop);
      context.rotate(rotation + angle);
      context.scale(Math.sqrt(scale), Math.sqrt(scale)); // A side that turns away grows narrower; what is worn there does so only in part.
      context.translate(item.x, item.y);
      context.rotate(item.rotation * Math.PI / 180);
      context.scale(item.isMirrored ? -1 : 1, 1);
      const height = item.width * image.height / image.width;
      context.drawImage(image, -item.width / 2, -height / 2, item.width, height);
      context.restore();
    }
  }

  /** Goes on drawing as long as something swings or plays. */
  watch() {
    const step = now => {
      const seconds = Math.min((now - this.steppedAt) / 1000, LONGEST_STEP_S);
      this.steppedAt = now;
      let moves = false;
      for (const item of this.items) {
        moves = (item.spring > 0 && swing(item, seconds)) || (item.isShown && this.pictures.get(item.picture).isAnimated) || moves;
      }
      this.request = moves ? requestAnimationFrame(step) : 0;
      if (moves) this.redraw();
    };
    if (this.request === 0 && this.items.some(item => item.spring > 0 || this.pictures.get(item.picture).isAnimated)) {
      this.steppedAt = performance.now();
      this.request = requestAnimationFrame(step);
    }
  }

  dispose() {
    cancelAnimationFrame(this.request);
    this.pictures.forEach(picture => picture.dispose());
  }
}

// A weight on a spring follows the pin; how far it lags behind is how far the item swings. Returns whether it still moves.
function swing(item, seconds) {
  const [x, y] = item.place;
  item.swing ??= { x, y, speedX: 0, speedY: 0 };
  const state = item.swing;
  const omega = 2 * Math.PI * (5 - 3.6 * item.spring);
  for (const [axis, speed, target] of [['x', 'speedX', x], ['y', 'speedY', y]]) {
    state[speed] += seconds * (omega * omega * (target - state[axis]) - 2 * DAMPING * omega * state[speed]);
    state[axis] += seconds * state[speed];
  }
  state.angle = Math.max(-.6, Math.min(.6, .03 * item.spring * (x - state.x)));
  state.drop = Math.max(-12, Math.min(12, .5 * item.spring * (state.y - y)));
  return Math.abs(x - state.x) + Math.abs(y - state.y) + .02 * (Math.abs(state.speedX) + Math.abs(state.speedY)) > .1;
}

/** A picture that may be animated, where the browser can take it apart. */
class Picture {
  constructor(address, loaded) {
    this.frames = [];
    this.ends = [];
    this.load(address).then(loaded, () => console.info(`The picture ${address} of an item cannot be shown.`));
  }

  get isAnimated() {
    return this.frames.length > 1;
  }

  async load(address) {
    const answer = await fetch(address);
    const kind = answer.headers.get('Content-Type') ?? '';
    const blob = await answer.blob();
    if (globalThis.ImageDecoder && /gif|webp/.test(kind)) {
      const decoder = new ImageDecoder({ data: await blob.arrayBuffer(), type: kind });
      try {
        await decoder.tracks.ready;
        const count = Math.min(decoder.tracks.selectedTrack.frameCount, MOST_FRAMES);
        for (let i = 0, end = 0; i < count; i++) {
          const { image } = await decoder.decode({ frameIndex: i });
          this.ends.push(end += Math.max(image.duration / 1000 || 100, SHORTEST_FRAME_MS));
          this.frames.push(await createImageBitmap(image));
          image.close();
        }
      } finally {
        decoder.close();
      }
    } else {
      this.frames.push(await createImageBitmap(blob));
    }
    if (this.isGone) this.dispose();
  }

  at(now) {
    if (!this.isAnimated) return this.frames[0];
    const time = now % this.ends.at(-1);
    return this.frames[this.ends.findIndex(end => time < end)];
  }

  dispose() {
    this.isGone = true;
    this.frames.forEach(frame => frame.close());
    this.frames.length = 0;
  }
}
