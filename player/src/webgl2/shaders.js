// The fragment shaders: a pass computes up to 32 channels of many pixels. Pixels lie one after the other in textures 256 wide, in the order of the
// plan's cells; a layer of an array texture holds four channels.

import { SIZE } from '../bundle.js';
import { FACE } from '../network.js';

export const ROW = 256;
export const NOWHERE = 0xffffffff;

const HEAD = `#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
precision highp sampler2DArray;
precision highp usampler2D;
`;

// See the sine of the WebGPU shaders.
const SINE = `
vec4 sine(vec4 turns) {
  vec4 rest = turns - floor(turns + 0.5);
  vec4 f = 2.0 * abs(rest);
  vec4 g = min(f, 1.0 - f);
  vec4 s = g * g;
  vec4 p = (((0.0795933157 * s - 0.599340081) * s + 2.55025697) * s - 5.16772032) * s + 3.14159274;
  return p * g * sign(rest);
}`;

const each = (count, code) => Array.from({ length: count }, (_, i) => code(i)).join('\n');

const outputs = count => each(count, i => `layout(location = ${i}) out vec4 o${i};`);

export const CORNERS = `#version 300 es
void main() {
  gl_Position = vec4(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0, 0.0, 1.0);
}`;

/** The first layer of a level: position, pose and, where there is one, the level below. */
export function inputShader(quads, size, below) {
  return `${HEAD}
uniform vec4 tables[${3 * quads}];
uniform usampler2D cells;
uniform int firstPixel, lastCell;
${below ? 'uniform sampler2DArray product; uniform usampler2D places; uniform int firstQuad;' : ''}
${outputs(quads)}
${SINE}
void main() {
  int n = firstPixel + int(gl_FragCoord.y) * ${ROW} + int(gl_FragCoord.x);
  int index = min(n >> 3, lastCell);
  uint cell = texelFetch(cells, ivec2(index % ${ROW}, index / ${ROW}), 0).r;
  ivec2 at = ivec2(int(cell & 65535u) + (n & 3), int(cell >> 16) + ((n >> 2) & 1));
  vec2 position = (2.0 * vec2(at) + 1.0) / ${size}.0 - 1.0;
  ${below ? `
  vec2 source = clamp((vec2(at) + 0.5) * ${(below / size).toFixed(4)} - 0.5, 0.0, ${below - 1}.0);
  ivec2 low = ivec2(source), high = min(low + 1, ${below - 1});
  vec2 w = source - vec2(low);
  int i00 = int(texelFetch(places, low, 0).r), i01 = int(texelFetch(places, ivec2(high.x, low.y), 0).r);
  int i10 = int(texelFetch(places, ivec2(low.x, high.y), 0).r), i11 = int(texelFetch(places, high, 0).r);
  ivec2 p00 = ivec2(i00 % ${ROW}, i00 / ${ROW}), p01 = ivec2(i01 % ${ROW}, i01 / ${ROW}), p10 = ivec2(i10 % ${ROW}, i10 / ${ROW}), p11 = ivec2(i11 % ${ROW}, i11 / ${ROW});` : ''}
  ${each(quads, i => `{
    vec4 turns = tables[${i}] + tables[${quads + i}] * position.x + tables[${2 * quads + i}] * position.y;
    ${below ? `int q = firstQuad + ${i};
    turns += mix(mix(texelFetch(product, ivec3(p00, q), 0), texelFetch(product, ivec3(p01, q), 0), w.x), mix(texelFetch(product, ivec3(p10, q), 0), texelFetch(product, ivec3(p11, q), 0), w.x), w.y);` : ''}
    o${i} = sine(turns);
  }`)}
}`;
}

/** A further layer. `isFace` reads the pixels in the order in which the picture has them. */
export function layerShader(inputQuads, quads, isSine, isFace) {
  return `${HEAD}
layout(std140) uniform Weights { vec4 w[${(4 * inputQuads + 1) * quads}]; };
uniform sampler2DArray activations;
uniform ivec2 origin;
${outputs(quads)}
${SINE}
void main() {
  ivec2 at = ivec2(gl_FragCoord.xy) - origin;
  ${isFace ? `int n = ((at.y >> 1) * ${FACE.size / 4} + (at.x >> 2)) * 8 + (at.y & 1) * 4 + (at.x & 3);
  at = ivec2(n % ${ROW}, n / ${ROW});` : ''}
  ${each(quads, i => `vec4 s${i} = w[${4 * inputQuads * quads + i}];`)}
  for (int k = 0; k < ${inputQuads}; k++) {
    vec4 a = texelFetch(activations, ivec3(at, k), 0);
    int first = k * ${4 * quads};
    ${each(quads, i => each(4, c => `s${i} += w[first + ${c * quads + i}] * a[${c}];`))}
  }
  ${each(quads, i => `o${i} = ${isSine ? `sine(s${i})` : `s${i}`};`)}
}`;
}

/** Warps the picture and blends; pixels that are not drawn are transparent. */
export function frameShader(size, isSmooth) {
  return `${HEAD}
uniform sampler2DArray values;
uniform usampler2D places;
uniform sampler2D picture;
layout(location = 0) out vec4 color;
vec4 tap(ivec2 at) { return texelFetch(picture, clamp(at, 0, ${SIZE - 1}), 0); }
${isSmooth ? `
vec4 weightsOf(float t) {
  return vec4(((-0.5 * t + 1.0) * t - 0.5) * t, (1.5 * t - 2.5) * t * t + 1.0, ((-1.5 * t + 2.0) * t + 0.5) * t, (0.5 * t - 0.5) * t * t);
}
vec4 sampled(vec2 u) {
  ivec2 low = ivec2(floor(u));
  vec4 across = weightsOf(u.x - float(low.x)), down = weightsOf(u.y - float(low.y)), sum = vec4(0.0);
  for (int i = 0; i < 4; i++) for (int j = 0; j < 4; j++) sum += down[i] * across[j] * tap(low + ivec2(j - 1, i - 1));
  return sum;
}` : `
vec4 sampled(vec2 u) {
  ivec2 low = ivec2(u);
  vec2 w = u - vec2(low);
  return mix(mix(tap(low), tap(low + ivec2(1, 0)), w.x), mix(tap(low + ivec2(0, 1)), tap(low + 1), w.x), w.y);
}`}
void main() {
  ivec2 at = ivec2(gl_FragCoord.xy);
  uint place = texelFetch(places, at, 0).r;
  if (place == ${NOWHERE}u) { color = vec4(-1.0); return; }
  ivec2 from = ivec2(int(place) % ${ROW}, int(place) / ${ROW});
  vec4 first = texelFetch(values, ivec3(from, 0), 0), second = texelFetch(values, ivec3(from, 1), 0);
  vec2 u = (vec2(at) + 0.5) * ${(SIZE / size).toFixed(4)} - 0.5 + first.xy * ${SIZE / 2}.0;
  u = vec2(u.x > 0.0 ? min(u.x, ${SIZE - 1}.0) : 0.0, u.y > 0.0 ? min(u.y, ${SIZE - 1}.0) : 0.0);
  color = mix(sampled(u), vec4(first.w, second.xyz), first.z);
}`;
}

/** Draws the finished frame on the canvas, whose first row is the lowest. */
export const SHOW = `${HEAD}
uniform sampler2D frame;
uniform vec4 background;
layout(location = 0) out vec4 color;
vec3 encoded(vec3 x) { return mix(1.055 * pow(x, vec3(1.0 / 2.4)) - 0.055, 12.92 * x, vec3(lessThanEqual(x, vec3(0.0031308)))); }
void main() {
  ivec2 at = ivec2(gl_FragCoord.xy);
  vec4 value = clamp((texelFetch(frame, ivec2(at.x, textureSize(frame, 0).y - 1 - at.y), 0) + 1.0) * 0.5, 0.0, 1.0);
  if (background.a > 0.5) color = vec4(encoded(clamp(value.rgb + background.rgb * (1.0 - value.a), 0.0, 1.0)), 1.0);
  else if (value.a < 1.0 / 512.0) color = vec4(0.0);
  else color = vec4(encoded(min(value.rgb / value.a, 1.0)) * value.a, value.a);
}`;
