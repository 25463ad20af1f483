// Reads 8-bit RGBA pictures without losing the colours of transparent pixels, which every canvas would.

const SIGNATURE_BYTES = 8;
const RGBA = 4;

/** The pixels of a PNG file, 8-bit RGBA and not interlaced, as `width * height * 4` bytes. */
export async function decodePng(file) {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const parts = [];
  let width = 0, height = 0;
  for (let at = SIGNATURE_BYTES; at < file.length;) {
    const length = view.getUint32(at), type = String.fromCharCode(...file.subarray(at + 4, at + 8)), data = at + 8;
    if (type === 'IHDR') {
      [width, height] = [view.getUint32(data), view.getUint32(data + 4)];
      if (file[data + 8] !== 8 || file[data + 9] !== 6 || file[data + 12] !== 0) throw new Error('The picture of the bundle is not an 8-bit RGBA PNG.');
    } else if (type === 'IDAT') {
      parts.push(file.subarray(data, data + length));
    }
    at = data + length + 4;
  }
  const inflated = new Blob(parts).stream().pipeThrough(new DecompressionStream('deflate'));
  return unfilter(new Uint8Array(await new Response(inflated).arrayBuffer()), width, height);
}

function unfilter(raw, width, height) {
  const stride = width * RGBA;
  if (raw.length !== (stride + 1) * height) throw new Error('The picture of the bundle is damaged.');
  const pixels = new Uint8Array(stride * height);
  for (let row = 0; row < height; row++) {
    const filter = raw[row * (stride + 1)], from = row * (stride + 1) + 1, to = row * stride;
    for (let i = 0; i < stride; i++) {
      const left = i >= RGBA ? pixels[to + i - RGBA] : 0;
      const up = row > 0 ? pixels[to + i - stride] : 0;
      const corner = row > 0 && i >= RGBA ? pixels[to + i - stride - RGBA] : 0;
      pixels[to + i] = raw[from + i] + predict(filter, left, up, corner);
    }
  }
  return pixels;
}

function predict(filter, left, up, corner) {
  switch (filter) {
    case 1: return left;
    case 2: return up;
    case 3: return (left + up) >> 1;
    case 4: {
      const a = Math.abs(up - corner), b = Math.abs(left - corner), c = Math.abs(left + up - 2 * corner);
      return a <= b && a <= c ? left : b <= c ? up : corner;
    }
    default: return 0;
  }
}
