'use client';
/** What pictures shall become: size, colour, and whether they may be mirrored. */
import { useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { SourceFile } from '@/lib/datasets/import/entries';
import type { PictureChoice } from '@/lib/datasets/import/messages';

const SIDES: readonly number[] = [16, 24, 28, 32, 48, 64, 96, 128];
const COLOURS: readonly PictureChoice['colour'][] = ['rgb', 'grey'];

type Props = {
  readonly files: readonly SourceFile[];
  readonly first: PictureChoice;
  readonly onStart: (choice: PictureChoice) => void;
  readonly onCancel: () => void;
};

export function PictureForm({ files, first, onStart, onCancel }: Props) {
  const t = useTranslations('datasets');
  const common = useTranslations('common');
  const [choice, setChoice] = useState(first);
  const sideId = useId();
  return (
    <form
      className="picture-form"
      onSubmit={(event) => {
        event.preventDefault();
        onStart(choice);
      }}
    >
      <h3>{t('pictureOptions')}</h3>
      <p className="muted">{t('pictureOptionsHint')}</p>
      <label className="label" htmlFor={sideId}>{t('side')}</label>
      <select id={sideId} className="field" autoFocus value={choice.side} onChange={(event) => setChoice({ ...choice, side: Number(event.target.value) })}>
        {SIDES.map((side) => (
          <option key={side} value={side}>{t('sideValue', { side })}</option>
        ))}
      </select>
      <div className="seg" role="group" aria-label={t('colour')}>
        {COLOURS.map((colour) => (
          <button key={colour} type="button" aria-pressed={choice.colour === colour} onClick={() => setChoice({ ...choice, colour })}>
            {t(colour)}
          </button>
        ))}
      </div>
      <label className="row">
        <input type="checkbox" checked={choice.flippable} onChange={(event) => setChoice({ ...choice, flippable: event.target.checked })} />
        {t('mirror')}
      </label>
      <div className="row">
        <button type="submit" className="btn small primary">{t('startImport', { count: files.length })}</button>
        <button type="button" className="btn small" onClick={onCancel}>{common('cancel')}</button>
      </div>
    </form>
  );
}
