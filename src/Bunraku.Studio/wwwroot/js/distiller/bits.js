// Zeros and ones, 8 to a byte, the first in the highest bit.

export function pack(values) {
  const bytes = new Uint8Array(Math.ceil(values.length / 8));
  values.forEach((value, i) => { bytes[i >> 3] |= value << (7 - (i & 7)); });
  return bytes;
}

export function unpack(bytes, count) {
  return Uint8Array.from({ length: count }, (_, i) => (bytes[i >> 3] >> (7 - (i & 7))) & 1);
}
