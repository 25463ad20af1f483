// Paints a stage in the browser: takes poses instead of frames, draws them with the player, and copies the picture to the stage's canvas.

import { connect } from './socket.js';

const POSE = 2;
const CHARACTER = 3;
const ITEMS = 4;
const POSE_BYTES = 8;
const POSE_SIZE = 45;
const RETRY_MS = 2000;

/**
 * `stage` is the canvas with its frames; `choice` is auto, webgpu, webgl2 or frames. With `?software` in the page's address an emulation of a graphics
 * card is taken too. Returns what can be disposed, or null where nothing can paint.
 */
export async function paint(stage, address, choice) {
  if (choice === 'frames') return null;
  const { Player, canPaint } = await import('/player/player.js');
  const options = { backend: choice || 'auto', software: new URLSearchParams(location.search).has('software') };
  return await canPaint(options.backend, options.software) ? new Painting(stage, address, options, Player) : null;
}

class Painting {
  constructor(stage, address, options, Player) {
    Object.assign(this, { stage, address, options, Player, unpainted: 0, turn: 0, isEnded: false });
    this.connect();
  }

  connect() {
    this.socket = connect(this.address);
    this.socket.onmessage = event => this.take(event.data);
    this.socket.onclose = () => {
      this.leave();
      if (!this.isEnded) this.timer = setTimeout(() => this.connect(), RETRY_MS);
    };
  }

  take(message) {
    const view = new DataView(message);
    switch (view.getUint32(0, true)) {
      case POSE:
        this.pose = new Float32Array(message, POSE_BYTES, POSE_SIZE);
        this.stage.items.place(message, POSE_BYTES + 4 * POSE_SIZE);
        this.unpainted++;
        if (this.player) this.player.pose = this.pose;
        else this.acknowledge();
        break;
      case ITEMS:
        this.stage.dress(message);
        break;
      case CHARACTER:
        this.open(new TextDecoder().decode(new Uint8Array(message, 4)));
        break;
    }
  }

  async open(bundle) {
    const turn = ++this.turn;
    this.leave();
    if (!bundle) return;
    try {
      const player = await this.Player.open(document.createElement('canvas'), new URL(bundle, document.baseURI), this.options);
      if (turn !== this.turn || this.isEnded) {
        player.close();
        return;
      }
      this.player = player;
      player.on('frame', () => this.show());
      player.on('lost', ({ backend }) => backend ?? this.leave());
      if (this.pose) player.pose = this.pose;
    } catch (error) {
      console.info(`Studio's frames are shown: ${error.message}`);
      if (turn === this.turn) this.dispose();
    }
  }

  show() {
    const { player, stage } = this;
    stage.painted(player.canvas, player.frames, player.backend.name === 'webgpu' ? 'WebGPU' : 'WebGL2');
    this.acknowledge();
  }

  acknowledge() {
    for (; this.unpainted > 0; this.unpainted--) {
      if (this.socket.readyState === WebSocket.OPEN) this.socket.send('ok');
    }
  }

  /** Back to Studio's frames. */
  leave() {
    this.player?.close();
    this.player = null;
    this.acknowledge();
    this.stage.unpainted();
  }

  dispose() {
    this.isEnded = true;
    clearTimeout(this.timer);
    this.socket.close();
    this.leave();
  }
}
