// What the face detection needs of a browser, and what to tell a person whose browser lacks it.

import { say } from '../texts.js';

/** A module with one function that uses one instruction of SIMD. */
const SIMD = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11);

/** What is certainly missing, or null. */
export function lack() {
  if (typeof WebAssembly !== 'object') {
    return say('This browser has WebAssembly switched off, and the face detection needs it. Switch it on (in Edge: leave the strict security for 127.0.0.1), or use another browser.');
  }
  if (!validates(SIMD)) {
    return say('This browser or processor has no SIMD for WebAssembly, and the face detection needs it. Use a current Chrome, Edge or Firefox, on a processor with SSE 4.1.');
  }
  return null;
}

/** Why the face detection failed, as far as this browser's abilities tell; else the reason that it gave, or that one of its files is missing. */
export function explain(reason, isFileMissing) {
  if (lack() !== null) return lack();
  if (document.createElement('canvas').getContext('webgl2') === null) {
    return say('This browser has no WebGL 2, and the face detection needs it. Switch on hardware acceleration in the browser\'s settings, or use another browser.');
  }
  return isFileMissing ? say('The face detection has failed: one of its files could not be loaded') : say('The face detection has failed: {0}', reason);
}

function validates(module) {
  try {
    return WebAssembly.validate(module);
  } catch {
    return false;
  }
}
