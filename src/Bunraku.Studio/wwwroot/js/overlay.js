// The overlay: a canvas that fills the window. Options of the address:
//   ?flip=1            mirrored
//   ?background=COLOR  a colour behind the character, as 00ff00 or a name; without it there is nothing
//   ?painter=auto|webgpu|webgl2|frames: who paints; frames is Studio's engine
//   ?fit=contain|cover|none, ?position=bottom and the like: as object-fit and object-position of CSS

import { show } from './canvas.js';

const options = new URLSearchParams(location.search);
const canvas = document.getElementById('stage');

if (['1', 'true', ''].includes(options.get('flip'))) canvas.style.transform = 'scaleX(-1)';
const background = options.get('background') ?? '';
document.documentElement.style.backgroundColor = /^([0-9a-f]{3}|[0-9a-f]{6})$/i.test(background) ? `#${background}` : background;
canvas.style.objectFit = options.get('fit') ?? '';
canvas.style.objectPosition = options.get('position') ?? '';

show(canvas, '/overlay/frames', null, options.get('painter') ?? 'auto');
