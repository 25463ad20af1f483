// Finds the face in the camera's pictures and sends it to Studio, or to the page where no address is given. It runs in a worker, or in the page where the browser has no worker for it.

import { FaceLandmarker, FilesetResolver } from '../../vendor/tasks-vision/vision_bundle.mjs';
import { Connection } from './connection.js';
import { faceMessage, noFaceMessage } from './message.js';

const WASM_ADDRESS = new URL('../../vendor/tasks-vision/wasm', import.meta.url).href;
const PAUSE_MS = 5; // Between two pictures that are asked for: the other tasks of this thread get their turn.
const COORDINATES = 2;

/**
 * Takes messages: `start` (address, model, names), then `picture` after each `wanted`, `paused` and `stop`.
 * Answers through `post`: `ready`, `failed`, `connection` or `face`, `wanted`, `result`.
 */
export class Tracking {
  constructor(post, isWorker) {
    this.post = post;
    this.isWorker = isWorker;
    this.lastTime = 0;
  }

  async handle(message) {
    try {
      await this[message.type](message);
    } catch (error) {
      const isFileMissing = error instanceof Event;
      this.post({ type: 'failed', isFileMissing, reason: isFileMissing ? 'one of its files could not be loaded' : String(error?.message ?? error) });
    }
  }

  async start(settings) {
    this.isStarting = true;
    try {
      await this.prepare(settings);
    } finally {
      this.isStarting = false;
    }
  }

  /** Nothing comes any more, and no picture is held. */
  get isDone() {
    return this.ended && !this.isStarting;
  }

  async prepare({ address, model, names }) {
    quietLog();
    this.names = names;
    const files = await this.loader();
    this.landmarker = await FaceLandmarker.createFromOptions(files, {
      baseOptions: { modelAssetPath: model, delegate: 'CPU' },
      runningMode: 'VIDEO',
      numFaces: 1,
      outputFaceBlendshapes: true,
      outputFacialTransformationMatrixes: true,
    });
    if (this.ended) {
      this.stop();
      return;
    }
    this.connection = address
      ? new Connection(address, state => this.post({ type: 'connection', state }))
      : { send: face => this.post({ type: 'face', face }), close() {} };
    this.post({ type: 'ready', lines: flatten([FaceLandmarker.FACE_LANDMARKS_CONTOURS, FaceLandmarker.FACE_LANDMARKS_LEFT_IRIS, FaceLandmarker.FACE_LANDMARKS_RIGHT_IRIS]) });
    this.post({ type: 'wanted' });
  }

  /** The package's files for a module. Its worker loads them; on a page it would load them as a script, so they are loaded here, anew for each detector. */
  async loader() {
    const files = await FilesetResolver.forVisionTasks(WASM_ADDRESS, true);
    if (this.isWorker) return files;
    await import(`${files.wasmLoaderPath}?${performance.now()}`);
    return { ...files, wasmLoaderPath: '' };
  }

  /** Detects in one picture (a video frame, a bitmap, or null where there is none) and asks for the next. */
  picture({ picture }) {
    try {
      if (picture) this.detect(picture, picture.displayWidth ?? picture.width, picture.displayHeight ?? picture.height);
    } finally {
      picture?.close();
    }
    if (this.ended) return;
    // A new video frame is waited for by the page; of a bitmap nobody knows whether it is new.
    this.timer = setTimeout(() => this.post({ type: 'wanted' }), !picture ? 10 * PAUSE_MS : 'displayWidth' in picture ? 0 : PAUSE_MS);
  }

  /** No picture comes any more: Studio is told that there is no face, instead of being left to guess. */
  paused() {
    this.connection?.send(noFaceMessage(performance.now()));
  }

  stop() {
    this.ended = true;
    clearTimeout(this.timer);
    this.paused();
    this.connection?.close();
    this.landmarker?.close();
    this.landmarker = null;
  }

  detect(source, width, height) {
    if (!this.landmarker) return;
    const takenAt = performance.now();
    // The landmarker refuses a time that does not rise.
    this.lastTime = Math.max(takenAt, this.lastTime + 0.001);
    const result = this.landmarker.detectForVideo(this.mirrored(source, width, height), this.lastTime);
    const [landmarks, shapes, matrix] = [result.faceLandmarks?.[0], result.faceBlendshapes?.[0], result.facialTransformationMatrixes?.[0]];
    const found = landmarks && shapes && matrix;
    this.connection.send(found ? faceMessage(this.names, shapes.categories, matrix.data, takenAt) : noFaceMessage(takenAt));
    this.report(found ? landmarks : null, performance.now() - takenAt, width, height);
  }

  /** The picture as in a mirror, which is what the scores are defined on: left and right are the user's own. */
  mirrored(source, width, height) {
    if (this.canvas?.width !== width || this.canvas?.height !== height) {
      this.canvas = this.isWorker ? new OffscreenCanvas(width, height) : Object.assign(document.createElement('canvas'), { width, height });
      this.context = this.canvas.getContext('2d', { alpha: false, willReadFrequently: true });
      this.context.setTransform(-1, 0, 0, 1, width, 0);
    }
    this.context.drawImage(source, 0, 0, width, height);
    return this.canvas;
  }

  report(landmarks, milliseconds, width, height) {
    const points = landmarks && new Float32Array(COORDINATES * landmarks.length);
    landmarks?.forEach((point, index) => points.set([point.x, point.y], COORDINATES * index));
    this.post({ type: 'result', points, milliseconds, width, height });
  }
}

function flatten(connections) {
  return Uint16Array.from(connections.flat().flatMap(({ start, end }) => [start, end]));
}

/** The landmarker logs everything by console.error and console.warn; only what it calls an error stays one. */
function quietLog() {
  for (const name of ['error', 'warn', 'info', 'log']) {
    const original = console[name];
    if (original.isQuiet) continue;
    console[name] = (...values) => (/^(INFO|WARNING|[IW]\d{4})/.test(String(values[0])) ? console.debug(...values) : original.apply(console, values));
    console[name].isQuiet = true;
  }
}
