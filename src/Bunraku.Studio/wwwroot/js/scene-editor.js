// The preview of a scene: dragging moves the character, the wheel zooms, and a drag with Shift turns.

import { show } from './canvas.js';
import { apply, follow } from './scene.js';

const TELL_EVERY_MS = 60;
const ECHO_WITHIN_MS = 3000;

/** Shows and edits the scene on the air until `dispose()` is called on the result. */
export function edit(page, frame, painter) {
  const canvas = frame.querySelector('canvas');
  const stage = show(canvas, '/overlay/frames', null, painter);
  const ended = new AbortController();
  const options = { signal: ended.signal };
  let [scene, timer, editedAt] = [null, 0, -Infinity];
  const following = follow('', next => {
    // What was told before the last move of the mouse comes back later.
    const isEcho = scene?.name === next.name && performance.now() - editedAt < ECHO_WITHIN_MS;
    scene = isEcho ? { ...next, x: scene.x, y: scene.y, zoom: scene.zoom, rotation: scene.rotation } : next;
    apply(scene, canvas, frame);
  });
  const tell = () => {
    editedAt = performance.now();
    apply(scene, canvas, frame);
    timer ||= setTimeout(() => {
      timer = 0;
      if (!ended.signal.aborted) page.invokeMethodAsync('Place', scene.x, scene.y, scene.zoom, scene.rotation);
    }, TELL_EVERY_MS);
  };

  frame.addEventListener('pointerdown', event => {
    frame.setPointerCapture(event.pointerId);
    event.preventDefault();
  }, options);
  frame.addEventListener('pointermove', event => {
    if (scene === null || !frame.hasPointerCapture(event.pointerId)) return;
    const side = Math.min(frame.clientWidth, frame.clientHeight);
    if (event.shiftKey) {
      scene = { ...scene, rotation: Math.max(-180, Math.min(180, scene.rotation + event.movementX / 2)) };
    } else {
      scene = { ...scene, x: scene.x + event.movementX / side, y: scene.y + event.movementY / side };
    }
    tell();
  }, options);
  frame.addEventListener('wheel', event => {
    event.preventDefault();
    if (scene === null) return;
    // The point under the mouse stays where it is.
    const box = frame.getBoundingClientRect();
    const side = Math.min(box.width, box.height);
    const [atX, atY] = [(event.clientX - box.x - box.width / 2) / side, (event.clientY - box.y - box.height / 2) / side];
    const zoom = Math.max(.1, Math.min(8, scene.zoom * 1.1 ** -Math.sign(event.deltaY)));
    const growth = zoom / scene.zoom;
    scene = { ...scene, zoom, x: atX - (atX - scene.x) * growth, y: atY - (atY - scene.y) * growth };
    tell();
  }, { ...options, passive: false });

  return {
    dispose() {
      ended.abort();
      clearTimeout(timer);
      following.dispose();
      stage.dispose();
    },
  };
}
