/** Where the rows of the summary table lie between its head and its foot, which stay in place. */

/** Of one row, px, until one is drawn. */
const USUAL = 41;

export type RowPlaces = { /** Of one row, px; all have the same. */ readonly height: number; /** What of the rows is to be seen, px. */ readonly top: number; readonly bottom: number };

export function rowPlaces(scroll: HTMLElement): RowPlaces {
  const heightOf = (selector: string): number => scroll.querySelector(selector)?.getBoundingClientRect().height ?? 0;
  const covered = heightOf('thead') + heightOf('tfoot');
  return { height: heightOf('tbody tr[data-row]') || USUAL, top: scroll.scrollTop, bottom: scroll.scrollTop + scroll.clientHeight - covered };
}

/** By the table's own scroll bar alone, and only as far as is needed: the page stays where it is. */
export function bringRow(scroll: HTMLElement, index: number, calmly: boolean): void {
  const { height, top, bottom } = rowPlaces(scroll);
  const [from, to] = [index * height, (index + 1) * height];
  const wanted = from < top ? from : to > bottom ? top + to - bottom : null;
  if (wanted === null) return;
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  scroll.scrollTo({ top: wanted, behavior: calmly && !still ? 'smooth' : 'instant' });
}
