// Stands in for the player, because a browser without a graphics card takes seconds for a frame: it keeps the poses that it is given.

export class Player {
  static async open(canvas, bundle) {
    const bytes = new Uint8Array(await (await fetch(bundle)).arrayBuffer());
    if (String.fromCharCode(...bytes.slice(0, 8)) !== 'BUNRAKU\n') throw new Error('This is no character.');
    return new Player(canvas);
  }

  constructor(canvas) {
    Object.assign(this, { canvas, name: 'koito', licence: 'The terms of Koito.', credits: { author: 'A. Painter', attribution: '', credits: 'Thanks to all' }, backend: { name: 'webgl2' }, listeners: {} });
    globalThis.poses = [];
  }

  on(event, listener) {
    this.listeners[event] = listener;
  }

  set pose(pose) {
    poses.push([...pose]);
    this.listeners.frame?.({ number: poses.length });
  }
}
