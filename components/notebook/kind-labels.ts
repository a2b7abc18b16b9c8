/** The names of cell kinds on the screen, by key of the catalogue. */
import { isKnownCellKind, type KnownCellKind } from '@/lib/notebook/cells/registry';

export const kindLabels = { text: 'kindText', graph: 'kindGraph', train: 'kindTrain' } as const satisfies Record<KnownCellKind, string>;

export function kindLabel(kind: string): (typeof kindLabels)[KnownCellKind] | 'kindUnknown' {
  return isKnownCellKind(kind) ? kindLabels[kind] : 'kindUnknown';
}
