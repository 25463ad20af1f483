// Zooms the picture of a stage: by the wheel around the pointer, by a menu around the face. A zoomed picture is dragged.

const FACE = { x: .5, y: .25 };
const MOST = 4;

/** Watches a stage's frame until `dispose()` is called on the result. */
export function watch(frame) {
  let [scale, x, y] = [1, 0, 0]; // The shift of the picture's middle, in widths of the frame.
  const ended = new AbortController();
  const options = { signal: ended.signal };

  const show = () => {
    const room = (scale - 1) / 2;
    [x, y] = [x, y].map(shift => Math.min(room, Math.max(-room, shift)));
    frame.classList.toggle('is-zoomed', scale > 1);
    const canvas = frame.querySelector('canvas');
    if (canvas) canvas.style.transform = scale > 1 ? `translate(${100 * x}%, ${100 * y}%) scale(${scale})` : '';
  };
  /** A point of the frame, 0 to 1, stays where it is. */
  const zoomAround = (point, wanted) => {
    const next = Math.min(MOST, Math.max(1, wanted));
    [x, y] = [[x, point.x], [y, point.y]].map(([shift, at]) => (at - .5) - (at - .5 - shift) * next / scale);
    scale = next;
    show();
  };

  frame.addEventListener('wheel', event => {
    event.preventDefault();
    const box = frame.getBoundingClientRect();
    zoomAround({ x: (event.clientX - box.x) / box.width, y: (event.clientY - box.y) / box.height }, scale * 1.2 ** -Math.sign(event.deltaY));
  }, { ...options, passive: false });
  frame.addEventListener('pointerdown', event => {
    if (scale === 1) return;
    frame.setPointerCapture(event.pointerId);
    event.preventDefault();
  }, options);
  frame.addEventListener('pointermove', event => {
    if (!frame.hasPointerCapture(event.pointerId)) return;
    const side = frame.querySelector('canvas').offsetWidth;
    [x, y] = [x + event.movementX / side, y + event.movementY / side];
    show();
  }, options);

  return {
    zoom(to) {
      [scale, x, y] = [Number(to), (Number(to)) * (.5 - FACE.x), Number(to) * (.5 - FACE.y)];
      show();
    },
    dispose: () => ended.abort(),
  };
}
