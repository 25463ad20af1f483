// Chooses the plan of a frame: the mask's, or all pixels where there is no mask or a pose leaves the published ranges.

import { POSE_MINIMUM } from './network.js';
import { fullPlan, maskedPlan } from './plan.js';

export class Plans {
  constructor(size, mask) {
    this.size = size;
    const masked = mask && maskedPlan(size, mask);
    this.masked = masked?.fine.length ? masked : null;
  }

  for(pose) {
    return this.masked && pose.every((value, i) => value >= POSE_MINIMUM[i] && value <= 1) ? this.masked : this.full;
  }

  get full() {
    return this.all ??= fullPlan(this.size);
  }
}
