// Stands in for MediaPipe's module: sees a face where the picture is not dark, and plays the scores that were recorded of one.

const RECORDED_ADDRESS = '/vendor/tasks-vision/faces.json';
const DARK = 10;
const LANDMARKS = 478;

export class FilesetResolver {
  static async forVisionTasks() {
    return { wasmLoaderPath: import.meta.url };
  }
}

export class FaceLandmarker {
  static FACE_LANDMARKS_CONTOURS = [{ start: 0, end: 1 }];
  static FACE_LANDMARKS_LEFT_IRIS = [];
  static FACE_LANDMARKS_RIGHT_IRIS = [];

  static async createFromOptions(files, { baseOptions, runningMode, numFaces }) {
    const model = await fetch(baseOptions.modelAssetPath);
    if (!model.ok || runningMode !== 'VIDEO' || numFaces !== 1) throw new Error(`Not what the page needs: ${model.status}, ${runningMode}, ${numFaces} faces.`);
    const recorded = await (await fetch(RECORDED_ADDRESS)).json();
    return new FaceLandmarker(recorded.frames);
  }

  constructor(frames) {
    this.frames = frames;
    this.count = 0;
    this.lastTime = -1;
  }

  /** The landmarks lie in the brighter half of the picture, so that a page that does not mirror it is found out. */
  detectForVideo(canvas, time) {
    if (!(time > this.lastTime)) throw new Error(`The time does not rise: ${time} after ${this.lastTime}.`);
    this.lastTime = time;
    const [left, right] = brightness(canvas);
    if (Math.max(left, right) < DARK) return { faceLandmarks: [], faceBlendshapes: [], facialTransformationMatrixes: [] };
    const { blendshapes, matrix } = this.frames[this.count++ % this.frames.length];
    return {
      faceLandmarks: [Array.from({ length: LANDMARKS }, () => ({ x: left > right ? 0.25 : 0.75, y: 0.5, z: 0 }))],
      faceBlendshapes: [{ categories: Object.entries(blendshapes).map(([categoryName, score]) => ({ categoryName, score })) }],
      facialTransformationMatrixes: [{ rows: 4, columns: 4, data: matrix.data_js_column_major }],
    };
  }

  close() {
    this.frames = null;
  }
}

/** The mean brightness of the left and of the right half. */
function brightness(canvas) {
  const { width, height } = canvas;
  const pixels = canvas.getContext('2d').getImageData(0, 0, width, height).data;
  const sums = [0, 0];
  for (let i = 0; i < pixels.length; i += 4) sums[(i / 4) % width < width / 2 ? 0 : 1] += pixels[i + 1];
  return sums.map(sum => sum / (width * height / 2));
}
