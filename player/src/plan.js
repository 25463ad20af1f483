// Which pixels of each level are computed: all of them, or those that the support mask needs. The unit is a cell of 4 x 2 pixels.

import { SIZE } from './bundle.js';

export const CELL_WIDTH = 4;
export const CELL_HEIGHT = 2;
export const CELL_PIXELS = CELL_WIDTH * CELL_HEIGHT;

/** The widths of the coarse level and of the face, and of the middle level. */
export const COARSE = 128;
export const MIDDLE = 256;

/** Every pixel of every level. `size` is the width of the fine level. */
export function fullPlan(size) {
  return planOf(size, new Uint8Array(size * size).fill(1));
}

/** The pixels for a mask of 512 x 512 flags, lowest bit first. */
export function maskedPlan(size, mask) {
  const wanted = new Uint8Array(size * size);
  for (let row = 0; row < SIZE; row++) {
    for (let column = 0; column < SIZE; column++) {
      const pixel = row * SIZE + column;
      if (!(mask[pixel >> 3] & (1 << (pixel & 7)))) continue;
      const scale = size / SIZE, top = Math.floor(row * scale), left = Math.floor(column * scale);
      for (let i = 0; i < Math.max(1, scale); i++) wanted.fill(1, (top + i) * size + left, (top + i) * size + left + Math.max(1, scale));
    }
  }
  return planOf(size, wanted);
}

/** Cells as `row * 65536 + column` of their first pixel. */
function planOf(size, wanted) {
  const fine = cellsOf(size, wanted);
  const middleWanted = neededBelow(size, fine, MIDDLE), middle = cellsOf(MIDDLE, middleWanted);
  const coarse = cellsOf(COARSE, neededBelow(MIDDLE, middle, COARSE));
  return { size, fine, middle, coarse };
}

export function allCells(size) {
  return cellsOf(size, new Uint8Array(size * size).fill(1));
}

function cellsOf(size, wanted) {
  const cells = [];
  for (let top = 0; top < size; top += CELL_HEIGHT) {
    for (let left = 0; left < size; left += CELL_WIDTH) {
      let any = 0;
      for (let i = 0; i < CELL_PIXELS; i++) any |= wanted[(top + (i >> 2)) * size + left + (i & 3)];
      if (any) cells.push(top * 65536 + left);
    }
  }
  return Uint32Array.from(cells);
}

// What the interpolation reads for the pixels of these cells.
function neededBelow(size, cells, below) {
  const needed = new Uint8Array(below * below), scale = below / size;
  for (const cell of cells) {
    const top = cell >>> 16, left = cell & 65535;
    const [firstRow, lastRow] = reach(top, CELL_HEIGHT, scale, below), [first, last] = reach(left, CELL_WIDTH, scale, below);
    for (let row = firstRow; row <= lastRow; row++) needed.fill(1, row * below + first, row * below + last + 1);
  }
  return needed;
}

function reach(start, count, scale, below) {
  const low = (start + 0.5) * scale - 0.5, high = (start + count - 0.5) * scale - 0.5;
  return [Math.max(0, Math.floor(low)), Math.min(below - 1, Math.ceil(high))];
}

/** Multiply-adds of the body network for a plan. */
export function arithmeticOf(plan) {
  return CELL_PIXELS * (
    plan.coarse.length * (360 * 360 + 360 * 180 + 180 * 180) +
    plan.middle.length * (180 * 180 + 180 * 90 + 90 * 90) +
    plan.fine.length * (90 * 90 + 90 * 90 + 90 * 7));
}
