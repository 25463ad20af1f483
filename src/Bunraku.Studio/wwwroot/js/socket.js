// Connections to Studio.

/** Opens a connection at a path of this Studio, which brings binary messages as array buffers. */
export function connect(path) {
  const socket = new WebSocket(new URL(path, document.baseURI.replace(/^http/, 'ws')));
  socket.binaryType = 'arraybuffer';
  return socket;
}
