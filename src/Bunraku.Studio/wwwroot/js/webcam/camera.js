// The computer's cameras, and what to tell a person when one cannot be used.

import { say } from '../texts.js';

const REMEMBERED = 'bunraku-camera';
const WANTED = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 30 } };

/** The cameras as `{ id, name }`; before the first permission they have no names, and none is told. */
export async function list() {
  const devices = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
  return devices
    .filter(device => device.kind === 'videoinput' && device.deviceId)
    .map((device, index) => ({ id: device.deviceId, name: device.label || say('Camera {0}', index + 1) }));
}

/** Whether the browser would open a camera without asking. */
export async function isAllowed() {
  try {
    return (await navigator.permissions.query({ name: 'camera' })).state === 'granted';
  } catch {
    return false; // Some browsers do not tell.
  }
}

/** The camera that was used last, if it is there. */
export function remembered() {
  try {
    return localStorage.getItem(REMEMBERED);
  } catch {
    return null; // The user lets no page store anything.
  }
}

/** Opens a camera: that one, else the browser's first. */
export async function open(id) {
  if (!navigator.mediaDevices) {
    throw new CameraError(say('Browsers give a camera only to pages of this computer, or by HTTPS: open {0} here instead of {1}.', `http://127.0.0.1:${location.port}`, location.host));
  }
  try {
    const stream = await openAny(id);
    remember(stream.getVideoTracks()[0]?.getSettings().deviceId ?? '');
    return stream;
  } catch (error) {
    throw error instanceof CameraError ? error : new CameraError(explain(error));
  }
}

function remember(id) {
  try {
    localStorage.setItem(REMEMBERED, id);
  } catch {
    // Blocked or full: the next start takes the browser's first camera.
  }
}

/** Its message is for the user. */
export class CameraError extends Error {}

async function openAny(id) {
  if (id) {
    try {
      return await navigator.mediaDevices.getUserMedia({ video: { ...WANTED, deviceId: { exact: id } } });
    } catch (error) {
      if (error.name !== 'OverconstrainedError' && error.name !== 'NotFoundError') throw error;
    }
  }
  return navigator.mediaDevices.getUserMedia({ video: WANTED });
}

function explain(error) {
  switch (error.name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return say('The browser may not use the camera. Allow it with the camera symbol in the address bar (and in the system\'s privacy settings), then start again.');
    case 'NotFoundError':
      return say('No camera was found. Plug one in, then start again.');
    case 'NotReadableError':
    case 'AbortError':
      return say('The camera is there but gives no picture: another program may be using it. Close that program, then start again.');
    default:
      return say('The camera cannot be opened: {0}', error.message || error.name);
  }
}
