// The face detection's own thread: the page stays smooth, and a hidden tab continues.

import { Tracking } from './tracking.js';

const tracking = new Tracking(message => postMessage(message), true);
onmessage = event => tracking.handle(event.data);
