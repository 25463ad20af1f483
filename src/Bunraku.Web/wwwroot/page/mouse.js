// Lets the character look at the mouse or at a finger.

const PULL_PER_SECOND = 8;

/** How far each pose value goes when the pointer is at the edge of the window: its name, the direction, the strength. */
const MOVES = [
  ['iris_rotation_y', 'x', -1],
  ['iris_rotation_x', 'y', -0.8],
  ['head_y', 'x', -0.9],
  ['head_x', 'y', -0.7],
  ['neck_z', 'x', -0.25],
  ['body_y', 'x', -0.4],
];

export class Mouse {
  /** `stage` is the element that the character looks out of; `names` are those of the pose values. */
  constructor(stage, names) {
    this.stage = stage;
    this.moves = MOVES.map(([name, axis, strength]) => ({ index: names.indexOf(name), axis, strength }));
    this.target = { x: 0, y: 0 };
    this.place = { x: 0, y: 0 };
    addEventListener('pointermove', event => this.look(event));
    addEventListener('pointerdown', event => this.look(event));
    document.documentElement.addEventListener('pointerleave', () => { this.target = { x: 0, y: 0 }; });
  }

  look({ clientX, clientY }) {
    const { left, top, width, height } = this.stage.getBoundingClientRect();
    const reach = Math.max(width, height) / 2;
    this.target = { x: limit((clientX - left - width / 2) / reach), y: limit((clientY - top - 0.35 * height) / reach) };
  }

  /** Adds to a pose; `seconds` have passed since the last one. */
  move(pose, seconds) {
    const way = 1 - Math.exp(-PULL_PER_SECOND * seconds);
    for (const axis of ['x', 'y']) this.place[axis] += way * (this.target[axis] - this.place[axis]);
    for (const { index, axis, strength } of this.moves) pose[index] = limit(pose[index] + strength * this.place[axis]);
  }
}

const limit = value => Math.min(1, Math.max(-1, value));
