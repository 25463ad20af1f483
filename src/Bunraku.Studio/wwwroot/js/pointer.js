// Tells the page where the mouse pointer is, seen from the face of the character: -1 is the left or upper edge of the window, 1 the other.

const EVERY_MS = 33;
const FACE = .25; // From the top of the picture.

/** Watches the pointer until `dispose()` is called on the result. */
export function follow(page) {
  const ended = new AbortController();
  let [event, timer] = [null, 0];
  const tell = () => {
    timer = 0;
    const box = document.getElementById('stage')?.getBoundingClientRect();
    if (ended.signal.aborted || !box) return;
    const from = (at, middle, size) => (at - middle) / (at < middle ? Math.max(middle, 1) : Math.max(size - middle, 1));
    page.invokeMethodAsync('Point', from(event.clientX, box.x + box.width / 2, innerWidth), from(event.clientY, box.y + FACE * box.height, innerHeight));
  };
  document.addEventListener('pointermove', moved => {
    event = moved;
    timer ||= setTimeout(tell, EVERY_MS);
  }, { signal: ended.signal });
  return {
    dispose() {
      ended.abort();
      clearTimeout(timer);
    },
  };
}
