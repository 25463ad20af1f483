// Why the player cannot paint, in the page's language. The player says it in English, for pages of every kind: its sentence is found here, with its values.

import { say } from './texts.js';

const REASONS = [
  'this browser has no WebGPU',
  'there is no adapter for WebGPU',
  'WebGPU is only emulated by the processor ({0})',
  'this browser has no WebGL2 on a graphics card',
  'this browser or canvas has no WebGL2',
  'WebGL2 is only emulated by the processor ({0})',
  'this device cannot paint into textures of floats',
  'the browser lost the WebGL2 context',
  'it draws wrong pictures here (pose {0} of the self-test is off by {1})',
  'This is not a character bundle.',
  'The bundle has version {0}, but this player reads version {1}.',
  'The bundle is cut off or damaged.',
  'The bundle {0} could not be loaded: status {1}.',
];

/** A sentence of the player in the page's language; another text as it is. */
export function sayReason(english) {
  const refusals = /^No painter works here: (.*)\.$/s.exec(english)?.[1];
  if (refusals) return say('No painter works here: {0}.', refusals.split(/; (?=webgpu: |webgl2: )/).map(sayRefusal).join('; '));
  for (const reason of REASONS) {
    const values = patternOf(reason).exec(english);
    if (values) return say(reason, ...values.slice(1));
  }
  return english;
}

function sayRefusal(refusal) {
  const [, painter, reason] = /^(\w+: )(.*)$/s.exec(refusal) ?? [null, '', refusal];
  return painter + sayReason(reason);
}

function patternOf(reason) {
  return new RegExp(`^${reason.replace(/[.()]/g, '\\$&').replace(/\{\d\}/g, '(.*)')}$`, 's');
}
