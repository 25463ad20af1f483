// The preview of a scene: dragging moves the character, the wheel zooms, and a drag with Shift turns.

import { follow, SceneView } from './scene.js';

const TELL_EVERY_MS = 60;
const ECHO_WITHIN_MS = 3000;

/** Shows and edits the scene on the air until `dispose()` is called on the result. */
export function edit(page, frame, painter) {
  const view = new SceneView(frame.querySelector('canvas'), frame, painter);
  const ended = new AbortController();
  const options = { signal: ended.signal };
  // What is edited: null is the character on the air, a number one of its companions.
  let [scene, companion, timer, editedAt] = [null, null, 0, -Infinity];
  const chosen = () => scene.companions[companion] ?? scene;
  const following = follow('', next => {
    // What was told before the last move of the mouse comes back later.
    const isEcho = scene?.name === next.name && performance.now() - editedAt < ECHO_WITHIN_MS;
    const known = scene && chosen().place;
    scene = next;
    if (isEcho) Object.assign(chosen().place, known, { isMirrored: chosen().place.isMirrored });
    view.apply(scene);
  });
  const change = place => {
    Object.assign(chosen().place, place);
    editedAt = performance.now();
    view.apply(scene);
    timer ||= setTimeout(() => {
      timer = 0;
      const { x, y, zoom, rotation } = chosen().place;
      if (!ended.signal.aborted) page.invokeMethodAsync('Place', chosen() === scene ? null : companion, x, y, zoom, rotation);
    }, TELL_EVERY_MS);
  };

  frame.addEventListener('pointerdown', event => {
    frame.setPointerCapture(event.pointerId);
    event.preventDefault();
  }, options);
  frame.addEventListener('pointermove', event => {
    if (scene === null || !frame.hasPointerCapture(event.pointerId)) return;
    const { x, y, rotation } = chosen().place;
    const side = Math.min(frame.clientWidth, frame.clientHeight);
    if (event.shiftKey) {
      change({ rotation: Math.max(-180, Math.min(180, rotation + event.movementX / 2)) });
    } else {
      change({ x: x + event.movementX / side, y: y + event.movementY / side });
    }
  }, options);
  frame.addEventListener('wheel', event => {
    event.preventDefault();
    if (scene === null) return;
    // The point under the mouse stays where it is.
    const { x, y, zoom: before } = chosen().place;
    const box = frame.getBoundingClientRect();
    const side = Math.min(box.width, box.height);
    const [atX, atY] = [(event.clientX - box.x - box.width / 2) / side, (event.clientY - box.y - box.height / 2) / side];
    const zoom = Math.max(.1, Math.min(8, before * 1.1 ** -Math.sign(event.deltaY)));
    const growth = zoom / before;
    change({ zoom, x: atX - (atX - x) * growth, y: atY - (atY - y) * growth });
  }, { ...options, passive: false });

  return {
    choose(index) {
      companion = index;
      editedAt = -Infinity;
    },
    dispose() {
      ended.abort();
      clearTimeout(timer);
      following.dispose();
      view.dispose();
    },
  };
}
