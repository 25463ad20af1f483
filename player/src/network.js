// The networks of a bundle in the form in which both painters draw: groups of four channels, and one bias a frame for each level.

import { SIZE } from './bundle.js';

/** The face's place in the picture. */
export const FACE = { top: 80, left: 192, size: 128 };

export const POSE_SIZE = 45;
export const FACE_POSE_SIZE = 39;

/** The smallest values: pose parameters reach from there to 1. Poses beyond are drawn without the mask. */
export const POSE_MINIMUM = Float32Array.from({ length: POSE_SIZE }, (_, i) => i >= 37 && i <= 43 ? -1 : 0);

/** Rounded up to whole groups of four channels. */
export const quadsOf = channels => Math.ceil(channels / 4);

/** Reads all layers: `face`, `coarse`, `middle` and `fine`, each with `input`, `layers` and, between levels, `product`. */
export function readNetwork(bundle) {
  const layer = (prefix, hasBias = true) => {
    const { shape: [outputs, inputs] } = bundle.section(prefix + '.matrix');
    return { outputs, inputs, matrix: inQuads(bundle.floats(prefix + '.matrix'), outputs, inputs), bias: hasBias ? padded(bundle.floats(prefix + '.bias')) : null };
  };
  const input = prefix => {
    const { shape: [channels, poseSize] } = bundle.section(prefix + '.pose');
    const position = bundle.floats(prefix + '.position');
    return {
      channels,
      poseSize,
      x: padded(position.subarray(0, channels)),
      y: padded(position.subarray(channels)),
      pose: bundle.floats(prefix + '.pose'),
      bias: bundle.floats(prefix + '.bias'),
    };
  };
  return {
    face: { input: input('face.0'), layers: [1, 2, 3, 4, 5, 6, 7].map(i => layer(`face.${i}`)), last: layer('face.8') },
    coarse: { input: input('body.0'), layers: [layer('body.1'), layer('body.2')], product: layer('body.3', false) },
    middle: { input: input('body.3'), layers: [layer('body.4'), layer('body.5')], product: layer('body.6', false) },
    fine: { input: input('body.6'), layers: [layer('body.7'), layer('body.8')], last: layer('body.9') },
  };
}

/** The bias of a frame: that of the layer and the pose's share, padded to whole groups of four. */
export function bindPose(input, pose) {
  const bias = new Float32Array(4 * quadsOf(input.channels));
  for (let channel = 0; channel < input.channels; channel++) {
    let sum = input.bias[channel];
    for (let k = 0; k < input.poseSize; k++) sum += input.pose[channel * input.poseSize + k] * pose[k];
    bias[channel] = sum;
  }
  return bias;
}

/** The picture as the networks see it: linear light, premultiplied, scaled to -1..1; row by row, four values a pixel. */
export function pictureValues(bundle) {
  const linear = Float32Array.from({ length: 256 }, (_, code) => {
    const x = code / 255;
    return x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4;
  });
  const values = new Float32Array(4 * SIZE * SIZE);
  for (let i = 0; i < values.length; i += 4) {
    const alpha = bundle.picture[i + 3] / 255;
    for (let channel = 0; channel < 3; channel++) values[i + channel] = 2 * linear[bundle.picture[i + channel]] * alpha - 1;
    values[i + 3] = 2 * alpha - 1;
  }
  return values;
}

// [input][output] with the outputs padded to whole groups of four.
function inQuads(matrix, outputs, inputs) {
  const width = 4 * quadsOf(outputs), turned = new Float32Array(inputs * width);
  for (let output = 0; output < outputs; output++) {
    for (let input = 0; input < inputs; input++) turned[input * width + output] = matrix[output * inputs + input];
  }
  return turned;
}

function padded(values) {
  const whole = new Float32Array(4 * quadsOf(values.length));
  whole.set(values);
  return whole;
}
