// A slider for each of the 45 pose values.

const GROUPS = [
  ['Eyebrows', /^eyebrow/],
  ['Eyes', /^eye_/],
  ['Irises', /^iris/],
  ['Mouth', /^mouth/],
  ['Head and body', /^(head|neck|body)/],
  ['Breathing', /^breathing/],
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

  row(name, index, minimum) {
    const input = Object.assign(document.createElement('input'), { type: 'range', min: minimum, max: 1, step: 0.01, value: 0 });
    input.setAttribute('aria-label', name);
    const output = Object.assign(document.createElement('output'), { textContent: '0.00', translate: false });
    input.addEventListener('input', () => { output.textContent = input.valueAsNumber.toFixed(2); });
    this.inputs[index] = input;
    const row = Object.assign(document.createElement('label'), { className: 'slider' });
    row.append(name.replaceAll('_', ' '), input, output);
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
      pose[index] = input.ariaLabel.startsWith('mouth') ? Math.max(pose[index], value) : value;
    });
  }
}
