/** Which rows of a long table are made, and that the gaps between them keep its height. */
import { describe, expect, it } from 'vitest';
import { rowPieces } from '@/components/cells/graph/row-window';

const range = { from: 100, to: 130, height: 41 };

function heightOf(pieces: ReturnType<typeof rowPieces>): number {
  return pieces.reduce((sum, piece) => sum + (piece.kind === 'gap' ? piece.height : (piece.to - piece.from) * range.height), 0);
}

describe('pieces of a long table', () => {
  it.each([-1, 0, 50, 99, 100, 129, 130, 400, 999])('hold the rows in view and the kept row %i, and are as high as all', (kept) => {
    const pieces = rowPieces(range, 1000, kept);
    const made = pieces.flatMap((piece) => (piece.kind === 'rows' ? Array.from({ length: piece.to - piece.from }, (_, at) => piece.from + at) : []));
    const wanted = new Set([...Array.from({ length: 30 }, (_, at) => 100 + at), ...(kept < 0 ? [] : [kept])]);
    expect(made).toEqual([...wanted].sort((a, b) => a - b));
    expect(heightOf(pieces)).toBe(1000 * 41);
  });

  it('end where the table has become shorter', () => {
    expect(heightOf(rowPieces(range, 90, -1))).toBe(90 * 41);
  });
});
