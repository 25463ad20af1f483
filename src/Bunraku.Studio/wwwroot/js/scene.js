// Shows a scene: places the canvas in its frame by transforms, with the frame's background. Lengths are shares of the frame's shorter edge, so the frame
// is a size container.

const RETRY_MS = 2000;
const EDGES = {
  none: '',
  shadow: 'drop-shadow(6px 8px 8px rgb(0 0 0 / .55))',
  whiteOutline: outline('#fff'),
  darkOutline: outline('#181420'),
};

/** `frame` has the background; `canvas` lies in the middle of it. */
export function apply(scene, canvas, frame) {
  const side = scene.isMirrored ? -scene.zoom : scene.zoom;
  canvas.style.transform = `translate(${100 * scene.x}cqmin, ${100 * scene.y}cqmin) rotate(${scene.rotation}deg) scale(${side}, ${scene.zoom})`;
  canvas.style.filter = EDGES[scene.edge] ?? '';
  frame.style.backgroundColor = scene.background ?? '';
  frame.style.background = scene.picture ? `center / cover url("/scenes/pictures/${encodeURIComponent(scene.picture)}")` : scene.background ?? '';
}

/** Calls `show` with the scene of that name, or the one on the air, now and whenever it changes, until `dispose()` is called on the result. */
export function follow(name, show) {
  let [socket, timer, isEnded] = [null, 0, false];
  const connect = () => {
    socket = new WebSocket(new URL(`/overlay/scene${name ? `?name=${encodeURIComponent(name)}` : ''}`, document.baseURI.replace(/^http/, 'ws')));
    socket.binaryType = 'arraybuffer';
    socket.onmessage = event => show(JSON.parse(new TextDecoder().decode(event.data)));
    socket.onclose = () => { if (!isEnded) timer = setTimeout(connect, RETRY_MS); };
  };
  connect();
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
