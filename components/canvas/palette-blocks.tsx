'use client';
/** The blocks in the list beside the canvas: the notebook's own, the usual ready ones, and the way to the list of all. */
import { Blocks } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { listDefinitions } from '@/lib/stores/definition-panels';
import { PaletteItem } from './palette-item';
import { useBlockOffers } from './use-block-offers';

export function PaletteBlocks() {
  const t = useTranslations('canvas');
  const offers = useBlockOffers().filter(({ entry }) => entry.common);
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
