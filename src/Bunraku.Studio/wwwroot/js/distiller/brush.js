// A round brush on a picture of zeros and ones.

/** Sets every pixel within `radius` of the way from one point to another. */
export function drawStroke(mask, side, from, to, radius, value) {
  const reach = Math.ceil(radius);
  const [left, right] = [Math.min(from.x, to.x) - reach, Math.max(from.x, to.x) + reach].map(Math.floor);
  const [top, bottom] = [Math.min(from.y, to.y) - reach, Math.max(from.y, to.y) + reach].map(Math.floor);
  for (let y = Math.max(0, top); y <= Math.min(side - 1, bottom); y++) {
    for (let x = Math.max(0, left); x <= Math.min(side - 1, right); x++) {
      if (distance(x + .5, y + .5, from, to) <= radius) mask[y * side + x] = value;
    }
  }
}

function distance(x, y, from, to) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - from.x) * dx + (y - from.y) * dy) / length));
  return Math.hypot(x - from.x - along * dx, y - from.y - along * dy);
}
