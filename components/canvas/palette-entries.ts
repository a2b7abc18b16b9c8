/** What the palette offers, in groups, and the search in it: names in both languages, pinyin and other aliases. */
import { BLOCK } from '@/lib/graph/blocks';
import { newConfig, paletteChoices, type PaletteChoice } from '@/lib/graph/connect';
import type { GraphNode } from '@/lib/graph/graph';
import type { Shape } from '@/lib/graph/shape';
import type { Language } from '@/lib/i18n/define';
import type { BlockOffer } from './block-offers';

export type Offer = PaletteChoice | BlockOffer;

export function isBlockOffer(offer: Offer): offer is BlockOffer {
  return 'definition' in offer;
}

/** The kind whose drawing stands beside the name. */
export function offeredKind(offer: Offer): string {
  return isBlockOffer(offer) ? BLOCK : offer.kind.kind;
}

/** The short list beside the canvas: layers first, shortcuts apart, then what ends a net. */
export function commonGroups(): readonly (readonly PaletteChoice[])[] {
  const common = paletteChoices.filter(({ entry }) => entry.common);
  const groupOf = ({ kind }: PaletteChoice) => (kind.kind === 'shortcut' ? 1 : kind.category === 'pooling' || kind.category === 'dense' || kind.category === 'io' || kind.category === 'block' ? 2 : 0);
  return [0, 1, 2].map((group) => common.filter((offer) => groupOf(offer) === group)).filter((group) => group.length > 0);
}

/** A layer as a palette entry makes it, fitted to the shape that comes in where that is known. */
export function nodeOf(offer: PaletteChoice, shape: Shape | null = null): GraphNode {
  const config = newConfig(offer, shape);
  return Object.keys(config).length === 0 ? { kind: offer.kind.kind } : { kind: offer.kind.kind, config };
}

function fold(text: string): string {
  return text.toLowerCase().replace(/[\s_\-–×]+/g, (match) => (match === '×' ? 'x' : ''));
}

/** 0 where the query is not in the text, more the better it fits: whole, at the start, inside, or its letters in this order. */
function fit(query: string, text: string): number {
  const folded = fold(text);
  if (folded === query) return 100;
  if (folded.startsWith(query)) return 80 - Math.min(20, folded.length - query.length);
  const inside = folded.indexOf(query);
  if (inside >= 0) return 50 - Math.min(20, inside);
  if (query.length < 2) return 0;
  let at = -1;
  let gaps = 0;
  for (const letter of query) {
    const next = folded.indexOf(letter, at + 1);
    if (next < 0) return 0;
    if (at >= 0) gaps += next - at - 1;
    at = next;
  }
  return gaps > query.length + 2 ? 0 : Math.max(1, 20 - gaps);
}

/** The entries that fit, best first; without a query all, in their own order. */
export function searchOffers<O extends Offer>(query: string, from: readonly O[], language: Language): readonly O[] {
  const wanted = fold(query);
  if (wanted === '') return from;
  const other: Language = language === 'en' ? 'zh' : 'en';
  return from
    .map((offer, index) => {
      const { text } = offer.entry;
      const words = [
        { text: text[language].name, weight: 1.1 },
        { text: text[other].name, weight: 1 },
        { text: offeredKind(offer), weight: 0.95 },
        ...[...text.en.aliases, ...text.zh.aliases].map((alias) => ({ text: alias, weight: 0.9 })),
      ];
      return { offer, index, score: Math.max(...words.map((word) => fit(wanted, word.text) * word.weight)) };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .map(({ offer }) => offer);
}
