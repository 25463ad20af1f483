// Compiled by a test: what the documentation says must be what the types allow.
import { Player, restPose, type Backend, type PlayerOptions } from '../../../player/index.js';

const options: PlayerOptions = { backend: 'auto', resolution: 1024, background: '#00ff00', mask: false };

export async function use(canvas: HTMLCanvasElement): Promise<Backend> {
  const player = await Player.open(canvas, 'character.bunraku', options);
  const pose: Float32Array = restPose();
  pose[40] = 0.5;
  player.pose = pose;
  player.pose = [...player.pose];
  const end: () => void = player.on('frame', ({ number }) => number.toFixed());
  player.on('lost', ({ backend, reason }) => backend === 'webgpu' && reason.length > 0);
  player.on('backend', backend => backend.renderer.length);
  end();
  await player.draw();
  const frame: Float32Array = await player.read();
  console.log(frame.length, player.name, player.licence, player.refusals.map(refusal => refusal.reason), player.frames, player.canvas.width);

  // @ts-expect-error There is no such painter.
  await Player.open(canvas, 'character.bunraku', { backend: 'vulkan' });
  // @ts-expect-error Players are opened, not made.
  new Player();
  // @ts-expect-error The painter is chosen when the player opens.
  player.backend = null;
  player.close();
  return player.backend;
}
