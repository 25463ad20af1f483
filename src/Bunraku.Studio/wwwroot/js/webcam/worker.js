// The face detection's own thread: the page stays smooth, and a hidden tab continues.

import { Tracking } from './tracking.js';

const tracking = new Tracking(message => postMessage(message), true);
onmessage = async event => {
  await tracking.handle(event.data);
  if (tracking.isDone) close();
};
