// Reads a character bundle; docs/formats/character-bundle.md describes the file.

import { decodePng } from './png.js';

const MAGIC = 'BUNRAKU\n';
const VERSION = 1;
const PREFIX_BYTES = 24;
const ALIGNMENT = 16;

/** The picture's width and height. */
export const SIZE = 512;

/** Reads a bundle and compares its checksums. Returns its name, its licence, its credits, `floats(name)` and `section(name)`, and the picture's pixels. */
export async function readBundle(buffer) {
  const bytes = new Uint8Array(buffer), view = new DataView(buffer);
  if (bytes.length < PREFIX_BYTES || String.fromCharCode(...bytes.subarray(0, 8)) !== MAGIC) throw new Error('This is not a character bundle.');
  const version = view.getUint32(8, true), headerLength = view.getUint32(12, true);
  if (version !== VERSION) throw new Error(`The bundle has version ${version}, but this player reads version ${VERSION}.`);
  const headerBytes = bytes.subarray(PREFIX_BYTES, PREFIX_BYTES + headerLength);
  if (view.getUint32(20, true) !== bytes.length || crc32(headerBytes) !== view.getUint32(16, true)) throw new Error('The bundle is cut off or damaged.');

  const header = JSON.parse(new TextDecoder().decode(headerBytes));
  const start = align(PREFIX_BYTES + headerLength);
  const sections = new Map();
  for (const entry of header.sections) {
    const content = bytes.subarray(start + entry.offset, start + entry.offset + entry.bytes);
    if (content.length !== entry.bytes || crc32(content) !== entry.crc32) throw new Error(`The section ${entry.name} of the bundle is damaged.`);
    sections.set(entry.name, { ...entry, content });
  }
  const section = name => sections.get(name) ?? fail(`The bundle has no section ${name}.`);
  return {
    name: header.name,
    licence: header.licence ?? '',
    credits: { author: header.author ?? '', attribution: header.attribution ?? '', credits: header.credits ?? '', teacher: header.teacher ?? '' },
    section,
    floats: name => floatsOf(section(name)),
    picture: await decodePng(section('picture').content),
  };
}

function floatsOf({ type, content }) {
  const { buffer, byteOffset, byteLength } = content;
  return type === 'float16'
    ? Float32Array.from(new Uint16Array(buffer, byteOffset, byteLength / 2), floatOfHalf)
    : new Float32Array(buffer, byteOffset, byteLength / 4);
}

/** The value of a half precision number, given as its bits. */
export function floatOfHalf(bits) {
  const sign = bits & 0x8000 ? -1 : 1, exponent = (bits >> 10) & 0x1f, fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction ? NaN : sign * Infinity;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** The bits of the nearest half precision number, ties to even. */
export function halfOfFloat(value) {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0, size = Math.abs(value);
  if (!(size < 65520)) return sign | (Number.isNaN(value) ? 0x7e00 : 0x7c00);
  const exponent = Math.max(-14, Math.floor(Math.log2(size || 1e-30)));
  const scaled = size * 2 ** (10 - exponent), whole = Math.floor(scaled), rest = scaled - whole;
  const rounded = whole + (rest > 0.5 || (rest === 0.5 && whole % 2 === 1) ? 1 : 0);
  return sign | (((exponent + 14) << 10) + rounded);
}

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n;
});

function crc32(bytes) {
  let crc = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) crc = TABLE[(crc ^ bytes[i]) & 0xff] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

function align(offset) {
  return Math.ceil(offset / ALIGNMENT) * ALIGNMENT;
}

function fail(message) {
  throw new Error(message);
}
