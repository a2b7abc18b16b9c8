'use client';
/** The list of layers beside the canvas: press and drag (mouse, pen or finger), or click to add behind what is selected. */
import { Search } from 'lucide-react';
import { Fragment } from 'react';
import { createPortal } from 'react-dom';
import { useLocale, useTranslations } from 'use-intl';
import { useStore } from 'zustand';
import { useCanvas } from './canvas-context';
import { Glyph } from './glyphs';
import { PaletteBlocks } from './palette-blocks';
import { commonGroups, offeredKind } from './palette-entries';
import { PaletteItem } from './palette-item';

export function Palette({ openSearch }: { readonly openSearch: () => void }) {
  const t = useTranslations('canvas');
  const language = useLocale();
  return (
    <div className="panel palette" role="toolbar" aria-orientation="vertical" aria-label={t('palette')}>
      <button type="button" className="search" onClick={openSearch} aria-keyshortcuts="N">
        <Search size={13} strokeWidth={1.75} aria-hidden="true" />
        <span className="grow">{t('find')}</span>
        <kbd>N</kbd>
      </button>
      {commonGroups().map((group, index) => (
        <Fragment key={group[0].entry.id}>
          {index > 0 && <hr />}
          {group.map((offer) => (
            <PaletteItem key={offer.entry.id} offer={offer} summary={offer.kind.text[language].summary} />
          ))}
        </Fragment>
      ))}
      <PaletteBlocks />
    </div>
  );
}

/** What is being dragged, under the pointer. */
export function DragGhost() {
  const language = useLocale();
  const { overlay } = useCanvas();
  const ghost = useStore(overlay, (state) => state.ghost);
  if (!ghost) return null;
  const { offer } = ghost;
  return createPortal(
    <div className="drag-ghost" style={{ transform: `translate(${ghost.x}px, ${ghost.y}px) translate(-50%, -50%)` }}>
      <Glyph kind={offeredKind(offer)} />
      {offer.entry.text[language].name}
    </div>,
    document.body,
  );
}
