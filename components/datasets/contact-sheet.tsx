'use client';
/** Pages of images with their labels, of one split, all classes or one. */
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useMemo, useState, type KeyboardEvent } from 'react';
import { useTranslations } from 'use-intl';
import type { DatasetInfo } from '@/lib/datasets/dataset';
import type { SplitName } from '@/lib/datasets/sheet';
import { ImageTile } from './image-tile';
import { ProblemText } from './problem-text';
import { usePage, useSheet } from './use-sheet';

const PER_PAGE = 40;
const SPLITS: readonly SplitName[] = ['training', 'test'];

/** The places of the images that are shown: all, or those of a class. */
function placesOf(labels: Uint8Array, label: number | null): readonly number[] {
  const places: number[] = [];
  labels.forEach((value, index) => (label === null || value === label) && places.push(index));
  return places;
}

export function ContactSheet({ info }: { readonly info: DatasetInfo }) {
  const t = useTranslations('datasets');
  const [split, setSplit] = useState<SplitName>('training');
  const [label, setLabel] = useState<number | null>(null);
  const [page, setPage] = useState(0);
  const sheet = useSheet(info.id, split);
  const source = sheet.state === 'ready' ? sheet.source : null;
  const counts = useMemo(() => info.classes.map((_, index) => (source === null ? 0 : placesOf(source.labels, index).length)), [info.classes, source]);
  const places = useMemo(() => (source === null ? [] : placesOf(source.labels, label)), [source, label]);
  const pages = Math.max(1, Math.ceil(places.length / PER_PAGE));
  const shown = useMemo(() => places.slice(page * PER_PAGE, (page + 1) * PER_PAGE), [places, page]);
  const images = usePage(source, shown);

  function turn(to: number): void {
    setPage(Math.min(pages - 1, Math.max(0, to)));
  }
  function onKeyDown(event: KeyboardEvent): void {
    const to = new Map([['ArrowLeft', page - 1], ['ArrowRight', page + 1], ['Home', 0], ['End', pages - 1]]).get(event.key);
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    turn(to);
  }
  return (
    <div className="contact-sheet">
      <div className="contact-sheet-bar">
        {info.testCount > 0 && (
          <div className="seg" role="group" aria-label={t('split')}>
            {SPLITS.map((name) => (
              <button key={name} type="button" aria-pressed={split === name} onClick={() => { setSplit(name); setPage(0); }}>
                {t(name)}
              </button>
            ))}
          </div>
        )}
        <select className="field" aria-label={t('classFilter')} value={label ?? ''} onChange={(event) => { setLabel(event.target.value === '' ? null : Number(event.target.value)); setPage(0); }}>
          <option value="">{t('allClasses')}</option>
          {info.classes.map((name, index) => (
            <option key={index} value={index}>{source === null ? name : t('classCount', { name, count: counts[index] })}</option>
          ))}
        </select>
        <span className="grow" />
        <div className="row nowrap">
          <span className="num muted" role="status">
            {places.length > 0 && t('range', { first: page * PER_PAGE + 1, last: page * PER_PAGE + shown.length, count: places.length })}
          </span>
          <button type="button" className="ibtn" aria-label={t('previousPage')} title={t('previousPage')} disabled={page === 0} onClick={() => turn(page - 1)}>
            <ChevronLeft size={16} strokeWidth={1.75} aria-hidden />
          </button>
          <button type="button" className="ibtn" aria-label={t('nextPage')} title={t('nextPage')} disabled={page >= pages - 1} onClick={() => turn(page + 1)}>
            <ChevronRight size={16} strokeWidth={1.75} aria-hidden />
          </button>
        </div>
      </div>
      {sheet.state === 'failed' && <p className="note bad" role="alert"><ProblemText problem={sheet.problem} /></p>}
      {sheet.state === 'missing' && <p className="note bad" role="alert">{t('missing', { id: info.id })}</p>}
      {source !== null && places.length === 0 && <p className="muted">{t('noneOfClass')}</p>}
      <div role="group" tabIndex={0} aria-label={`${t('sheet', { name: info.name })}. ${t('sheetHint')}`} aria-busy={images === null} onKeyDown={onKeyDown} className="contact-sheet-pages">
        <ul>
          {shown.map((place, i) => {
            const name = info.classes[source?.labels[place] ?? 0] ?? '';
            return (
              <li key={i}>
                <ImageTile shape={info.shape} pixels={images?.[i] ?? null} alternative={t('tile', { number: place + 1, label: name })} />
                <span aria-hidden title={name}>{name}</span>
              </li>
            );
          })}
          {sheet.state === 'loading' && Array.from({ length: PER_PAGE }, (_, i) => <li key={i} className="skeleton" aria-hidden />)}
        </ul>
      </div>
    </div>
  );
}
