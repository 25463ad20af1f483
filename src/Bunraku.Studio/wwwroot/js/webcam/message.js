// The binary message of one detection, as MediaPipeMessage.cs describes and reads it.

const MAGIC = [0x42, 0x46, 0x4d, 0x31]; // "BFM1"
const KIND_OFFSET = 4;
const TIME_OFFSET = 8;
const SCORES_OFFSET = 16;
const MATRIX_NUMBERS = 16;
const NO_FACE = 0;
const FACE = 1;

/** The message that says that no face is seen. */
export function noFaceMessage(takenAt) {
  return begin(SCORES_OFFSET, NO_FACE, takenAt).buffer;
}

/**
 * The message of a face.
 * @param names the names of the scores, in the order that Studio wants them
 * @param categories the landmarker's scores, each with its name
 * @param matrix the 16 numbers of the transformation matrix, column after column
 */
export function faceMessage(names, categories, matrix, takenAt) {
  const matrixOffset = SCORES_OFFSET + 4 * names.length;
  const view = begin(matrixOffset + 4 * MATRIX_NUMBERS, FACE, takenAt);
  const scores = new Map(categories.map(category => [category.categoryName, category.score]));
  names.forEach((name, index) => view.setFloat32(SCORES_OFFSET + 4 * index, scores.get(name) ?? 0, true));
  for (let index = 0; index < MATRIX_NUMBERS; index++) {
    view.setFloat32(matrixOffset + 4 * index, matrix[index], true);
  }
  return view.buffer;
}

function begin(length, kind, takenAt) {
  const view = new DataView(new ArrayBuffer(length));
  MAGIC.forEach((byte, index) => view.setUint8(index, byte));
  view.setUint32(KIND_OFFSET, kind, true);
  view.setFloat64(TIME_OFFSET, takenAt, true);
  return view;
}
