// The page: shows the character and lets the mouse, sliders, a webcam and a voice move it. Options of the address:
//   ?overlay                       the character alone, on nothing: for OBS
//   ?mode=mouse|sliders|webcam     what moves it at first
//   ?background=COLOUR             a colour behind it, as 00ff00
//   ?painter=auto|webgpu|webgl2    what paints; ?software also takes an emulation of a graphics card
//   ?lang=en|ja|zh-Hans|zh-Hant|ko the language

import { Player } from '../player/player.js';
import { hasWebcam } from '../options.js';
import { loadPuppet } from './puppet.js';
import { MicrophoneControls } from './microphone.js';
import { Mouse } from './mouse.js';
import { sayReason } from './reasons.js';
import { Sliders } from './sliders.js';
import { offerLanguages, say, translate } from './texts.js';
import { WebcamControls } from './webcam.js';

const RATE_WINDOW_MS = 1000;
const PAINTERS = { webgpu: 'WebGPU', webgl2: 'WebGL2' };
const options = new URLSearchParams(location.search);
const part = id => document.getElementById(id);
const now = () => performance.now() / 1000;

document.documentElement.classList.toggle('overlay', options.has('overlay'));
translate();
offerLanguages(part('language'));
keepForOffline();
try {
  await begin();
} catch (error) {
  part('problem').hidden = false;
  part('problem').replaceChildren(sayReason(error.message));
}

async function begin() {
  const background = /^[0-9a-f]{6}$/i.test(options.get('background') ?? '') ? `#${options.get('background')}` : '';
  const stage = document.querySelector('.stage');
  const show = colour => {
    stage.style.background = colour;
    stage.classList.toggle('checker', !colour && !options.has('overlay'));
  };
  show(background);
  part('background').addEventListener('change', event => show(event.target.value));

  const loading = loadPuppet();
  const player = await Player.open(part('stage'), new URL('../character.bunraku', import.meta.url), {
    backend: options.get('painter') ?? 'auto',
    software: options.has('software'),
    resolution: stage.clientHeight * devicePixelRatio > 800 ? 1024 : 512,
  });
  describe(player);
  const puppet = await loading;
  const names = puppet.ParameterNames();
  const webcam = new WebcamControls(puppet, now);
  const modes = { mouse: new Mouse(stage, names), sliders: new Sliders(part('sliders'), names, puppet.ParameterMinimums()), webcam: { move() {} } };
  part('reset').addEventListener('click', () => modes.sliders.reset());
  new MicrophoneControls(puppet, now);

  let mode = 'mouse';
  const choose = wanted => {
    mode = modes[wanted] && (wanted !== 'webcam' || hasWebcam) ? wanted : 'mouse';
    document.querySelector(`[name=mode][value=${mode}]`).checked = true;
    part('sliders').hidden = mode !== 'sliders';
    part('webcam').hidden = mode !== 'webcam';
    if (mode === 'webcam') webcam.open();
    else webcam.stop();
  };
  document.querySelector('[data-needs=webcam]').hidden = !hasWebcam;
  for (const input of document.querySelectorAll('[name=mode]')) input.addEventListener('change', () => choose(input.value));
  choose(options.get('mode') ?? 'mouse');

  let last = now();
  const frame = () => {
    const seconds = now();
    const pose = Float32Array.from(puppet.PoseAt(seconds));
    modes[mode].move(pose, seconds - last);
    last = seconds;
    player.pose = pose;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

function describe(player) {
  document.title = player.name;
  part('name').replaceChildren(player.name);
  const { author, attribution, credits, teacher } = player.credits;
  const terms = [author && say('Picture: {0}', author), attribution, credits, teacher && say('Networks: distilled from {0}', teacher), player.licence].filter(Boolean).join('\n\n');
  part('terms').hidden = terms === '';
  part('licence').replaceChildren(terms);
  const times = [];
  player.on('frame', () => times.push(performance.now()));
  player.on('lost', ({ backend, reason }) => {
    part('problem').hidden = backend !== null;
    part('problem').replaceChildren(say('The graphics card is lost: {0}. Reload the page to try again.', sayReason(reason)));
  });
  setInterval(() => {
    const since = performance.now() - RATE_WINDOW_MS;
    while (times.length > 0 && times[0] < since) times.shift();
    part('painter').replaceChildren(say('{0}, {1} frames a second', PAINTERS[player.backend.name], times.length));
  }, RATE_WINDOW_MS / 2);
}

/** After the first visit the page works without a network. */
function keepForOffline() {
  navigator.serviceWorker?.register('serviceWorker.js').catch(error => console.info(`The page is not kept for offline use: ${error.message}`));
}
