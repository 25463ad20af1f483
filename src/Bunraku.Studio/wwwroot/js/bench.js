// Measures both painters with the present character. `?software` also measures emulations of a graphics card, `?frames=N` sets how many frames.

import { Player, restPose } from '../player/player.js';
import { say } from './texts.js';

const HEAD_X = 39;
const HEAD_Y = 40;
const WARM_UP = 10;
const options = new URLSearchParams(location.search);
const frames = Number(options.get('frames') ?? 200);
const result = document.getElementById('result');

const lines = [];
for (const backend of ['webgpu', 'webgl2']) {
  result.textContent = [...lines, say('{0}: measuring …', backend)].join('\n');
  lines.push(await measure(backend));
}
result.textContent = lines.join('\n');
result.dataset.done = '';

async function measure(backend) {
  const canvas = document.getElementById('stages').appendChild(document.createElement('canvas'));
  try {
    const player = await Player.open(canvas, new URL('character.bunraku', document.baseURI), { backend, software: options.has('software') });
    const milliseconds = [];
    for (let frame = -WARM_UP; frame < frames; frame++) {
      const pose = restPose();
      [pose[0], pose[HEAD_X], pose[HEAD_Y]] = [(frame & 31) / 31, Math.sin(frame / 9), Math.cos(frame / 7)];
      player.pose = pose;
      const start = performance.now();
      await player.draw();
      if (frame >= 0) milliseconds.push(performance.now() - start);
    }
    milliseconds.sort((a, b) => a - b);
    const median = milliseconds[milliseconds.length >> 1], slow = milliseconds[Math.floor(0.95 * milliseconds.length)];
    const { renderer, precision } = player.backend;
    player.close();
    return say('{0} {1}, {2}: {3} ms a frame (95 %: {4}), {5} frames a second', backend, precision, renderer, median.toFixed(1), slow.toFixed(1), (1000 / median).toFixed(0));
  } catch (error) {
    return `${backend}: ${error.message}`;
  } finally {
    canvas.remove();
  }
}
