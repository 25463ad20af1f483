// The compute shaders: one pass a level. A workgroup carries a few cells of 8 pixels through all layers of the level; their activations stay in
// workgroup memory. A thread computes four channels of some pixels of a cell; its sums are registers.

import { CELL_PIXELS, COARSE, MIDDLE } from '../plan.js';
import { FACE, quadsOf } from '../network.js';
import { SIZE } from '../bundle.js';

/** How many cells a workgroup takes, and how many threads it has. The memory of all of them fits the smallest limits of WebGPU. */
export const GROUPS = {
  face: { cells: 2, threads: 64 },
  coarse: { cells: 1, threads: 96 },
  middle: { cells: 2, threads: 96 },
  fine: { cells: 4, threads: 96 },
};

// sin(2 pi t): the nearest whole number is subtracted first, because arguments reach 40 turns and the sine of many devices is right near 0 only.
// The polynomial is that of the processor's engine: sin(pi g) / g for g up to 1/2, absolute error 6e-8.
const SINE = /* wgsl */ `
fn sine(turns: vec4f) -> vec4f {
  let rest = turns - round(turns);
  let f = 2.0 * abs(rest);
  let g = min(f, 1.0 - f);
  let s = g * g;
  let p = (((0.0795933157 * s - 0.599340081) * s + 2.55025697) * s - 5.16772032) * s + 3.14159274;
  return p * g * sign(rest);
}`;

const PIXEL = /* wgsl */ `
fn pixelOf(cell: u32, i: u32) -> vec2u {
  return vec2u((cell & 65535u) + (i & 3u), (cell >> 16u) + (i >> 2u));
}
fn position(index: u32, size: f32) -> f32 {
  return f32(2u * index + 1u) / size - 1.0;
}`;

/**
 * The shader of a level.
 * @param level its name in GROUPS
 * @param network its layers
 * @param size its width in pixels
 * @param precision `float32`, `float16`, or `simulated`: float32 rounded to half precision where the other has it
 */
export function levelShader(level, network, size, precision, isSmooth) {
  const { cells, threads } = GROUPS[level], pixels = cells * CELL_PIXELS;
  const channels = network.input.channels, below = level === 'middle' ? COARSE : level === 'fine' ? MIDDLE : 0;
  const layers = network.layers, last = network.product ?? network.last;
  const widest = Math.max(channels, ...layers.map(layer => layer.outputs));
  const half = precision === 'float16';
  const store = precision === 'simulated' ? value => `quantizeToF16(${value})` : half ? value => `vec4h(${value})` : value => value;
  let weightOffset = 0, biasOffset = 3 * quadsOf(channels);
  const body = [];
  for (const [layer, count] of runsOf(layers)) {
    body.push(layerCode(layer, count, weightOffset, biasOffset, pixels, threads, store));
    weightOffset += count * layer.inputs * quadsOf(layer.outputs);
    biasOffset += count * quadsOf(layer.outputs);
  }
  body.push(lastCode(level, last, weightOffset, biasOffset, pixels, threads, isSmooth));
  return /* wgsl */ `
${half ? 'enable f16;' : ''}
alias Quad = ${half ? 'vec4h' : 'vec4f'};
@group(0) @binding(0) var<storage, read> weights: array<Quad>;
@group(0) @binding(1) var<storage, read> tables: array<vec4f>;
@group(0) @binding(2) var<storage, read> frameBias: array<vec4f>;
@group(0) @binding(3) var<storage, read> cells: array<u32>;
${below ? '@group(0) @binding(4) var<storage, read> below: array<vec4f>;' : ''}
@group(0) @binding(5) var<storage, read_write> result: array<vec4f>;
var<workgroup> act: array<Quad, ${4 * quadsOf(widest) * pixels / 4}>;
${level === 'fine' ? `var<workgroup> outputs: array<vec4f, ${2 * pixels}>;` : ''}
${SINE}${PIXEL}
${below ? interpolation(below, size, quadsOf(channels)) : ''}
${level === 'fine' ? warp(isSmooth) : ''}
@compute @workgroup_size(${threads})
fn main(@builtin(local_invocation_index) thread: u32, @builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let first = (group.y * groups.x + group.x) * ${cells}u;
  let lastCell = arrayLength(&cells) - 1u;
${inputCode(channels, size, pixels, threads, below, store)}
${body.join('\n')}
}`;
}

// Each thread takes four channels of eight pixels until all are done.
function inputCode(channels, size, pixels, threads, below, store) {
  const quads = quadsOf(channels), work = quads * (pixels / CELL_PIXELS);
  return /* wgsl */ `
  for (var item = thread; item < ${work}u; item += ${threads}u) {
    let q = item % ${quads}u;
    let g = item / ${quads}u;
    let cell = cells[min(first + g, lastCell)];
    var sines: array<vec4f, 8>;
    for (var i = 0u; i < 8u; i++) {
      let at = pixelOf(cell, i);
      var turns = frameBias[q] + tables[q] * position(at.x, ${size}.0) + tables[${quads}u + q] * position(at.y, ${size}.0);
      ${below ? 'turns += fromBelow(at, q);' : ''}
      sines[i] = sine(turns);
    }
    ${[0, 1, 2, 3].map(c => `
    act[(4u * q + ${c}u) * ${pixels / 4}u + 2u * g] = ${store(`vec4f(sines[0][${c}], sines[1][${c}], sines[2][${c}], sines[3][${c}])`)};
    act[(4u * q + ${c}u) * ${pixels / 4}u + 2u * g + 1u] = ${store(`vec4f(sines[4][${c}], sines[5][${c}], sines[6][${c}], sines[7][${c}])`)};`).join('')}
  }
  workgroupBarrier();`;
}

// Layers of one shape, one after the other, are one loop: drivers take long to compile long shaders.
function runsOf(layers) {
  const runs = [];
  for (const layer of layers) {
    const run = runs.at(-1);
    if (run && run[0].inputs === layer.inputs && run[0].outputs === layer.outputs) run[1]++;
    else runs.push([layer, 1]);
  }
  return runs;
}

/** How many pixels a thread takes, so that all threads have work: 8 or 4. */
function perThread(quads, pixels, threads) {
  return quads * (pixels / 4) <= threads ? 4 : 8;
}

function sums(layer, weightOffset, pixels, threads, initial) {
  const quads = quadsOf(layer.outputs), own = perThread(quads, pixels, threads), each = Array.from({ length: own }, (_, i) => i);
  const work = quads * (pixels / own);
  if (work > threads) throw new Error('A workgroup is too small for its layer.');
  const loads = own === 8
    ? `let a = vec4f(act[k * ${pixels / 4}u + 2u * g]); let b = vec4f(act[k * ${pixels / 4}u + 2u * g + 1u]);`
    : `let a = vec4f(act[k * ${pixels / 4}u + g]);`;
  return {
    own, each, work, quads,
    code: /* wgsl */ `
    let q = thread % ${quads}u;
    let g = thread / ${quads}u;
    let isBusy = thread < ${work}u;
    ${each.map(i => `var s${i} = vec4f(0.0);`).join(' ')}
    if (isBusy) {
      ${initial ? `${each.map(i => `s${i} = ${initial};`).join(' ')}` : ''}
      for (var k = 0u; k < ${layer.inputs}u; k++) {
        let w = vec4f(weights[${weightOffset} + k * ${quads}u + q]);
        ${loads}
        ${each.map(i => `s${i} += w * ${i < 4 ? 'a' : 'b'}[${i % 4}];`).join(' ')}
      }
    }`,
  };
}

function layerCode(layer, count, weightOffset, biasOffset, pixels, threads, store) {
  const quads = quadsOf(layer.outputs);
  const { own, each, code } = sums(layer, `${weightOffset}u + layer * ${layer.inputs * quads}u`, pixels, threads, `tables[${biasOffset}u + layer * ${quads}u + q]`);
  const column = (start, c) => store(`vec4f(s${start}[${c}], s${start + 1}[${c}], s${start + 2}[${c}], s${start + 3}[${c}])`);
  const rows = [0, 1, 2, 3].map(c => own === 8
    ? `act[(4u * q + ${c}u) * ${pixels / 4}u + 2u * g] = ${column(0, c)}; act[(4u * q + ${c}u) * ${pixels / 4}u + 2u * g + 1u] = ${column(4, c)};`
    : `act[(4u * q + ${c}u) * ${pixels / 4}u + g] = ${column(0, c)};`);
  return /* wgsl */ `
  for (var layer = 0u; layer < ${count}u; layer++) {${code}
    workgroupBarrier();
    if (isBusy) {
      ${each.map(i => `s${i} = sine(s${i});`).join(' ')}
      ${rows.join('\n      ')}
    }
    workgroupBarrier();
  }`;
}

/** The layer without a sine: the product for the next level, the colours of the face, or the seven values that a frame is made of. */
function lastCode(level, layer, weightOffset, biasOffset, pixels, threads, isSmooth) {
  const { own, each, quads, code } = sums(layer, `${weightOffset}u`, pixels, threads, layer.bias ? `tables[${biasOffset}u + q]` : null);
  const cellOf = own === 8 ? 'g' : 'g / 2u', start = own === 8 ? '0u' : '4u * (g % 2u)';
  if (level === 'fine') {
    return /* wgsl */ `
  {${code}
    if (isBusy) {
      ${each.map(i => `outputs[q * ${pixels}u + ${own}u * g + ${i}u] = s${i};`).join(' ')}
    }
    workgroupBarrier();
  }
  if (thread < ${pixels}u && first + thread / 8u <= lastCell) {
    let at = pixelOf(cells[first + thread / 8u], thread % 8u);
    finish(at, outputs[thread], outputs[${pixels}u + thread]);
  }`;
  }
  const place = level === 'face'
    ? `(at.y + ${FACE.top}u) * ${SIZE}u + at.x + ${FACE.left}u`
    : `(at.y * ${level === 'coarse' ? COARSE : MIDDLE}u + at.x) * ${quads}u + q`;
  return /* wgsl */ `
  {${code}
    if (isBusy && first + ${cellOf} <= lastCell) {
      let cell = cells[first + ${cellOf}];
      ${each.map(i => `{ let at = pixelOf(cell, ${start} + ${i}u); result[${place}] = s${i}; }`).join('\n      ')}
    }
  }`;
}

// Bilinear interpolation of the level below, whose pixels have `quads` groups of channels.
function interpolation(below, size, quads) {
  return /* wgsl */ `
fn fromBelow(at: vec2u, q: u32) -> vec4f {
  let source = clamp((vec2f(at) + 0.5) * ${below / size} - 0.5, vec2f(0.0), vec2f(${below - 1}.0));
  let low = vec2u(source);
  let high = min(low + 1u, vec2u(${below - 1}u));
  let w = source - vec2f(low);
  let upper = mix(below[(low.y * ${below}u + low.x) * ${quads}u + q], below[(low.y * ${below}u + high.x) * ${quads}u + q], w.x);
  let lower = mix(below[(high.y * ${below}u + low.x) * ${quads}u + q], below[(high.y * ${below}u + high.x) * ${quads}u + q], w.x);
  return mix(upper, lower, w.y);
}`;
}

// Samples the picture at the moved position and blends. A position that is not a number becomes 0, as in the engine.
function warp(isSmooth) {
  const sample = isSmooth ? /* wgsl */ `
fn weightsOf(t: f32) -> vec4f {
  return vec4f(((-0.5 * t + 1.0) * t - 0.5) * t, (1.5 * t - 2.5) * t * t + 1.0, ((-1.5 * t + 2.0) * t + 0.5) * t, (0.5 * t - 0.5) * t * t);
}
fn sampled(u: vec2f) -> vec4f {
  let low = vec2i(floor(u));
  let across = weightsOf(u.x - f32(low.x));
  let down = weightsOf(u.y - f32(low.y));
  var color = vec4f(0.0);
  for (var i = 0; i < 4; i++) {
    for (var j = 0; j < 4; j++) {
      let at = clamp(low + vec2i(j - 1, i - 1), vec2i(0), vec2i(${SIZE - 1}));
      color += down[i] * across[j] * picture[at.y * ${SIZE} + at.x];
    }
  }
  return color;
}` : /* wgsl */ `
fn sampled(u: vec2f) -> vec4f {
  let low = vec2u(u);
  let high = min(low + 1u, vec2u(${SIZE - 1}u));
  let w = u - vec2f(low);
  let upper = mix(picture[low.y * ${SIZE}u + low.x], picture[low.y * ${SIZE}u + high.x], w.x);
  let lower = mix(picture[high.y * ${SIZE}u + low.x], picture[high.y * ${SIZE}u + high.x], w.x);
  return mix(upper, lower, w.y);
}`;
  return /* wgsl */ `
@group(0) @binding(6) var<storage, read> picture: array<vec4f>;
@group(0) @binding(7) var<uniform> shown: vec4u;
${sample}
fn finish(at: vec2u, first: vec4f, second: vec4f) {
  let size = f32(shown.x);
  let u = (vec2f(at) + 0.5) * (${SIZE}.0 / size) - 0.5 + first.xy * ${SIZE / 2}.0;
  let alpha = first.z;
  let color = vec4f(first.w, second.xyz);
  result[at.y * shown.x + at.x] = mix(sampled(clamp(select(vec2f(0.0), u, u == u), vec2f(0.0), vec2f(${SIZE - 1}.0))), color, alpha);
}`;
}

/** Draws the finished frame on the canvas: straight colours are encoded, then multiplied by alpha as the canvas wants it. */
export const SHOW = /* wgsl */ `
@group(0) @binding(0) var<storage, read> frame: array<vec4f>;
@group(0) @binding(1) var<uniform> shown: vec4u;
@group(0) @binding(2) var<uniform> background: vec4f;
@vertex fn corner(@builtin(vertex_index) i: u32) -> @builtin(position) vec4f {
  return vec4f(f32(i & 1u) * 4.0 - 1.0, f32(i >> 1u) * 4.0 - 1.0, 0.0, 1.0);
}
fn encoded(x: vec3f) -> vec3f {
  return select(1.055 * pow(x, vec3f(1.0 / 2.4)) - 0.055, 12.92 * x, x <= vec3f(0.0031308));
}
@fragment fn paint(@builtin(position) at: vec4f) -> @location(0) vec4f {
  let value = clamp((frame[u32(at.y) * shown.x + u32(at.x)] + 1.0) * 0.5, vec4f(0.0), vec4f(1.0));
  if (background.a > 0.5) {
    return vec4f(encoded(clamp(value.rgb + background.rgb * (1.0 - value.a), vec3f(0.0), vec3f(1.0))), 1.0);
  }
  if (value.a < 1.0 / 512.0) {
    return vec4f(0.0);
  }
  return vec4f(encoded(min(value.rgb / value.a, vec3f(1.0))) * value.a, value.a);
}`;
