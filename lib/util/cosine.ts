/** The cosine from + - * / alone: `Math.cos` may differ in the last bit between engines, and a schedule must not. */

/** cos(π·x) for x in [0, 1], to about 1e-15. */
export function cosineOfPi(x: number): number {
  // cos(πx) = sin(π(1/2 − x)), whose series converges fast on [−π/2, π/2].
  const angle = Math.PI * (0.5 - x);
  const square = angle * angle;
  let term = angle;
  let sum = angle;
  for (let k = 2; k <= 26; k += 2) {
    term *= -square / (k * (k + 1));
    sum += term;
  }
  return sum;
}
