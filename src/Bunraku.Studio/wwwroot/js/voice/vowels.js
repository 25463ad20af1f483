// How strong each vowel is in a spectrum: the two lowest formants are compared with those of the five vowels.

// First and second formant in hertz, between those of low and high voices.
const VOWELS = [
  [760, 1250], // aaa
  [310, 2500], // iii
  [350, 1350], // uuu
  [500, 2050], // eee
  [480, 860], // ooo
];
const FIRST_FORMANT = [220, 1000];
const SECOND_FORMANT = [750, 3000];
const LEAST_DISTANCE = 220; // Between the two, in hertz.
const SMOOTHED_OVER = 240; // Hertz: wider than the harmonics of a voice are apart, narrower than its formants.
const TILT_DB = 6; // An octave: voices lose as much toward high tones.
const SHARPNESS = 9;

/** The five strengths, aaa iii uuu eee ooo, of which the sum is 1. */
export function vowelsOf(decibels, hertzPerBin) {
  const smooth = smoothed(decibels, hertzPerBin);
  const first = peak(smooth, hertzPerBin, ...FIRST_FORMANT);
  const second = peak(smooth, hertzPerBin, Math.max(SECOND_FORMANT[0], first + LEAST_DISTANCE), SECOND_FORMANT[1]);
  const strengths = VOWELS.map(([f1, f2]) => {
    const distance = Math.hypot(Math.log2(first / f1), Math.log2(second / f2));
    return Math.exp(-SHARPNESS * distance * distance);
  });
  const sum = strengths.reduce((total, strength) => total + strength, 1e-12);
  return strengths.map(strength => strength / sum);
}

/** Follows the loudness of a room and tells how open a mouth is that speaks in it, 0 to 1. */
export class Openness {
  constructor() {
    this.floor = -60;
  }

  /** `level` is in decibels of full scale. */
  next(level) {
    if (!Number.isFinite(level)) return 0;
    this.floor = Math.max(-75, level < this.floor ? level : this.floor + 0.02);
    return Math.min(1, Math.max(0, (level - this.floor - 8) / 26));
  }
}

/** The level of a piece of sound in decibels of full scale. */
export function levelOf(samples) {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return 10 * Math.log10(sum / samples.length);
}

function smoothed(decibels, hertzPerBin) {
  const power = Float64Array.from(decibels, (value, bin) => 10 ** ((Math.max(value, -140) + TILT_DB * Math.log2(Math.max(bin, 1))) / 10));
  const reach = Math.max(1, Math.round(SMOOTHED_OVER / 2 / hertzPerBin));
  return power.map((_, bin) => {
    let sum = 0;
    let weights = 0;
    for (let offset = -reach; offset <= reach; offset++) {
      const weight = 1 + reach - Math.abs(offset);
      sum += weight * (power[bin + offset] ?? 0);
      weights += weight;
    }
    return sum / weights;
  });
}

function peak(power, hertzPerBin, from, to) {
  let best = Math.ceil(from / hertzPerBin);
  for (let bin = best; bin * hertzPerBin <= to && bin < power.length; bin++) {
    if (power[bin] > power[best]) best = bin;
  }
  return best * hertzPerBin;
}
