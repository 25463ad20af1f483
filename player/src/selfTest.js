// Compares what a painter draws with the values that the bundle brings along.

import { SIZE } from './bundle.js';
import { POSE_SIZE } from './network.js';

/** The largest root mean square of the differences; values reach from -1 to 1. Moved edges make single points differ more. */
const LIMITS = { float32: 0.002, simulated: 0.04, float16: 0.04 };

/** Returns why the painter must not be used, or null. */
export async function selfTest(painter, bundle) {
  const poses = bundle.floats('test.poses'), values = bundle.floats('test.values');
  const { content } = bundle.section('test.points');
  const points = new Uint16Array(content.buffer, content.byteOffset, content.byteLength / 2), count = points.length / 2;
  for (let pose = 0; pose * POSE_SIZE < poses.length; pose++) {
    painter.draw(poses.slice(pose * POSE_SIZE, (pose + 1) * POSE_SIZE));
    const frame = await painter.read();
    let squares = 0;
    for (let point = 0; point < count; point++) {
      const at = 4 * (points[2 * point] * SIZE + points[2 * point + 1]), expected = 4 * (pose * count + point);
      for (let channel = 0; channel < 4; channel++) squares += (frame[at + channel] - values[expected + channel]) ** 2;
    }
    const error = Math.sqrt(squares / (4 * count));
    if (!(error <= LIMITS[painter.precision])) return `it draws wrong pictures here (pose ${pose} of the self-test is off by ${error.toPrecision(2)})`;
  }
  return null;
}
