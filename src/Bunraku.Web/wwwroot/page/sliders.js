// A slider for each of the 45 pose values.

import { say } from './texts.js';

const GROUPS = [
  [say('Eyebrows'), /^eyebrow/],
  [say('Eyes'), /^eye_/],
  [say('Irises'), /^iris/],
  [say('Mouth'), /^mouth/],
  [say('Head and body'), /^(head|neck|body)/],
  [say('Breathing'), /^breathing/],
];

export class Sliders {
  constructor(place, names, minimums) {
    this.inputs = [];
    for (const [title, pattern] of GROUPS) {
      place.append(Object.assign(document.createElement('h2'), { textContent: title }));
      names.forEach((name, index) => {
        if (pattern.test(name)) place.append(this.row(name, index, minimums[index]));
      });
    }
  }

  /** The keys of the sliders' texts are the published names of the pose values. */
  row(name, index, minimum) {
    const title = say(name);
    const input = Object.assign(document.createElement('input'), { type: 'range', min: minimum, max: 1, step: 0.01, value: 0 });
    input.setAttribute('aria-label', title);
    input.dataset.name = name;
    const output = Object.assign(document.createElement('output'), { textContent: '0.00', translate: false });
    input.addEventListener('input', () => { output.textContent = input.valueAsNumber.toFixed(2); });
    this.inputs[index] = input;
    const row = Object.assign(document.createElement('label'), { className: 'slider' });
    row.append(title.replaceAll('_', ' '), input, output);
    return row;
  }

  reset() {
    for (const input of this.inputs) {
      input.value = 0;
      input.dispatchEvent(new Event('input'));
    }
  }

  /** The values of the sliders in place of a pose's; of the mouth, whichever is more, so that it also speaks. */
  move(pose) {
    this.inputs.forEach((input, index) => {
      const value = input.valueAsNumber;
      pose[index] = input.dataset.name.startsWith('mouth') ? Math.max(pose[index], value) : value;
    });
  }
}
