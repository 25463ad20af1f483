// Shows a scene: places the canvas in its frame by transforms, with the frame's background. Lengths are shares of the frame's shorter edge, so the frame
// is a size container.

import { show } from './canvas.js';
import { connect } from './socket.js';
import { say } from './texts.js';

const RETRY_MS = 2000;
const EDGES = {
  none: '',
  shadow: 'drop-shadow(6px 8px 8px rgb(0 0 0 / .55))',
  whiteOutline: outline('#fff'),
  darkOutline: outline('#181420'),
};

/** Shows scenes: the character on the air on a canvas, and its companions on others beside it. `frame` has the background. */
export class SceneView {
  constructor(canvas, frame, painter) {
    Object.assign(this, { canvas, frame, painter, companions: [] });
    this.stage = show(canvas, '/overlay/frames', null, painter);
  }

  apply(scene) {
    place(this.canvas, scene.place, scene.edge);
    this.frame.style.backgroundColor = scene.background ?? '';
    this.frame.style.background = scene.picture ? `center / cover url("/scenes/pictures/${encodeURIComponent(scene.picture)}")` : scene.background ?? '';
    while (this.companions.length > scene.companions.length) this.drop(this.companions.pop());
    scene.companions.forEach(({ puppet, place: where, isBehind }, i) => {
      if (this.companions[i]?.puppet !== puppet) {
        if (this.companions[i]) this.drop(this.companions[i]);
        this.companions[i] = this.add(puppet);
      }
      const { canvas } = this.companions[i];
      place(canvas, where, scene.edge);
      canvas.style.zIndex = isBehind ? -1 : 1;
    });
  }

  add(puppet) {
    const canvas = Object.assign(document.createElement('canvas'), { width: 512, height: 512, className: 'companion', ariaLabel: say('Another character'), role: 'img' });
    this.canvas.parentElement.append(canvas);
    return { puppet, canvas, stage: show(canvas, `/overlay/${puppet}/frames`, null, this.painter) };
  }

  drop({ canvas, stage }) {
    stage.dispose();
    canvas.remove();
  }

  dispose() {
    this.stage.dispose();
    this.companions.forEach(companion => this.drop(companion));
  }
}

function place(canvas, { x, y, zoom, rotation, isMirrored }, edge) {
  canvas.style.transform = `translate(${100 * x}cqmin, ${100 * y}cqmin) rotate(${rotation}deg) scale(${isMirrored ? -zoom : zoom}, ${zoom})`;
  canvas.style.filter = EDGES[edge] ?? '';
}

/** Calls `show` with the scene of that name, or the one on the air, now and whenever it changes, until `dispose()` is called on the result. */
export function follow(name, show) {
  let [socket, timer, isEnded] = [null, 0, false];
  const open = () => {
    socket = connect(`/overlay/scene${name ? `?name=${encodeURIComponent(name)}` : ''}`);
    socket.onmessage = event => show(JSON.parse(new TextDecoder().decode(event.data)));
    socket.onclose = () => { if (!isEnded) timer = setTimeout(open, RETRY_MS); };
  };
  open();
  return {
    dispose() {
      isEnded = true;
      clearTimeout(timer);
      socket.close();
    },
  };
}

function outline(colour) {
  return [[2, 0], [-2, 0], [0, 2], [0, -2]].map(([x, y]) => `drop-shadow(${x}px ${y}px 0 ${colour})`).join(' ');
}
