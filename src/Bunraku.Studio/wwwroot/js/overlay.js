// The overlay: a canvas that fills the window. Options of the address:
//   ?flip=1            mirrored
//   ?background=COLOR  a colour behind the character, as 00ff00 or a name; without it there is nothing
//   ?painter=auto|webgpu|webgl2|frames: who paints; frames is Studio's engine
//   ?scene=NAME        that scene; without it the one on the air
//   ?fit=contain|cover|none, ?position=bottom and the like: as object-fit and object-position of CSS

import { follow, SceneView } from './scene.js';

const options = new URLSearchParams(location.search);
const canvas = document.getElementById('stage');

const isFlipped = ['1', 'true', ''].includes(options.get('flip'));
const background = options.get('background') ?? '';
const colour = /^([0-9a-f]{3}|[0-9a-f]{6})$/i.test(background) ? `#${background}` : background;
document.documentElement.style.background = colour;
const view = new SceneView(canvas, document.documentElement, options.get('painter') ?? 'auto');
follow(options.get('scene'), scene => {
  const place = { ...scene.place, isMirrored: scene.place.isMirrored !== isFlipped };
  view.apply({ ...scene, place, ...colour && { background: colour, picture: null } });
});
canvas.style.objectFit = options.get('fit') ?? '';
canvas.style.objectPosition = options.get('position') ?? '';
