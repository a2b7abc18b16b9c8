'use client';
/** The blocks in the list beside the canvas: the notebook's own, the usual ready ones, and the way to the list of all. */
import { Blocks } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { listDefinitions } from '@/lib/stores/definition-panels';
import { PaletteItem } from './palette-item';
import { useBlockOffers } from './use-block-offers';

export function PaletteBlocks() {
  const t = useTranslations('canvas');
  const all = useBlockOffers().filter(({ entry }) => entry.common);
  // A ready block that has the name of one here is found by searching: two of one name in a short list are a riddle.
  const names = new Set(all.flatMap(({ source, entry: { text } }) => (source === 'notebook' ? [text.en.name] : [])));
  const offers = all.filter(({ source, entry: { text } }) => source === 'notebook' || !(names.has(text.en.name) || names.has(text.zh.name)));
  return (
    <>
      <hr />
      <div role="group" aria-label={t('blocks')}>
        {offers.map((offer) => (
          <PaletteItem key={offer.entry.id} offer={offer} summary={t(offer.source === 'zoo' ? 'readyBlock' : 'ownBlock')} />
        ))}
        <button type="button" className="item all-blocks" onClick={listDefinitions}>
          <Blocks size={14} strokeWidth={1.75} aria-hidden="true" />
          <span className="name">{t('allBlocks')}</span>
        </button>
      </div>
    </>
  );
}
