// A character with its items: dragging moves an item, the wheel scales it, and a drag with Shift turns it.

import { show } from './canvas.js';

const TELL_EVERY_MS = 60;

/** Shows a stage and edits its items until `dispose()` is called on the result. */
export function edit(page, frame, address, painter) {
  const canvas = frame.querySelector('canvas');
  const stage = show(canvas, address, null, painter);
  const ended = new AbortController();
  const options = { signal: ended.signal };
  let [held, changed, timer] = [null, null, 0];

  // In pixels of the picture.
  const at = event => {
    const box = canvas.getBoundingClientRect();
    return [(event.clientX - box.x) * 512 / box.width, (event.clientY - box.y) * 512 / box.height];
  };
  const middleOf = item => {
    const [x, y, rotation, scale] = item.place;
    return [x + scale * (Math.cos(rotation) * item.x - Math.sin(rotation) * item.y), y + scale * (Math.sin(rotation) * item.x + Math.cos(rotation) * item.y)];
  };
  const find = event => {
    const [x, y] = at(event);
    return stage.items.items.findLast(item => {
      const [middleX, middleY] = middleOf(item);
      return item.isShown && Math.hypot(x - middleX, y - middleY) < Math.max(24, item.width / 2);
    });
  };
  const tell = () => {
    timer ||= setTimeout(() => {
      timer = 0;
      if (ended.signal.aborted || changed === null) return;
      const { name, x, y, width, rotation } = changed;
      page.invokeMethodAsync('Move', name, x, y, width, rotation);
      changed = null;
    }, TELL_EVERY_MS);
  };
  const begin = (item, ofNow) => ofNow?.name === item.name ? ofNow : { name: item.name, x: item.pinX + item.x, y: item.pinY + item.y, width: item.width, rotation: item.rotation };

  frame.addEventListener('pointerdown', event => {
    const item = find(event);
    if (!item) return;
    held = begin(item, null);
    frame.setPointerCapture(event.pointerId);
    event.preventDefault();
    page.invokeMethodAsync('Choose', item.name);
  }, options);
  frame.addEventListener('pointermove', event => {
    if (held === null || !frame.hasPointerCapture(event.pointerId)) {
      frame.style.cursor = find(event) ? 'grab' : '';
      return;
    }
    const unit = 512 / canvas.getBoundingClientRect().width;
    if (event.shiftKey) {
      held = { ...held, rotation: Math.max(-180, Math.min(180, held.rotation + event.movementX / 2)) };
    } else {
      held = { ...held, x: held.x + unit * event.movementX, y: held.y + unit * event.movementY };
    }
    changed = held;
    tell();
  }, options);
  frame.addEventListener('pointerup', () => { held = null; }, options);
  frame.addEventListener('wheel', event => {
    const item = find(event);
    if (!item) return;
    event.preventDefault();
    const present = begin(item, changed);
    changed = { ...present, width: Math.max(4, Math.min(1024, present.width * 1.06 ** -Math.sign(event.deltaY))) };
    tell();
  }, { ...options, passive: false });

  return {
    dispose() {
      ended.abort();
      clearTimeout(timer);
      stage.dispose();
    },
  };
}
