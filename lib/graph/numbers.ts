/** How counts and the sums behind them are written in titles and derivations. */

/** `2,359,296`: thousands with a comma, as everywhere in the product. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** `3·3·16·16 = 2,304` */
export function productOf(factors: readonly number[]): string {
  const product = factors.reduce((a, b) => a * b, 1);
  return factors.length === 1 ? formatCount(product) : `${factors.map(formatCount).join('·')} = ${formatCount(product)}`;
}

/** ` /2`, as in the paper, or nothing for strides 1. */
export function strideMark(strides: number): string {
  return strides === 1 ? '' : ` /${strides}`;
}
