'use client';
/** Head of a framed cell: icon, title that can be changed, what the body puts there, and the menu. */
import type { LucideIcon } from 'lucide-react';
import type { Ref } from 'react';
import { useTranslations } from 'use-intl';
import type { Cell } from '@/lib/notebook/document';
import { useNotebookStore, useReadOnly } from '@/lib/stores/notebook-context';
import { CellMenu } from './cell-menu';
import { kindLabel } from './kind-labels';

type Props = { readonly cell: Cell; readonly icon: LucideIcon | null; readonly factsRef: Ref<HTMLDivElement>; readonly toolsRef: Ref<HTMLDivElement> };

export function CellHead({ cell, icon: Icon, factsRef, toolsRef }: Props) {
  const t = useTranslations('notebook');
  const store = useNotebookStore();
  const readOnly = useReadOnly();
  const title = cell.title ?? '';
  const shown = title === '' ? t(kindLabel(cell.kind)) : title;

  function rename(next: string): void {
    store.dispatch({ type: 'updateCell', args: next === '' ? { cell: cell.id, fields: {}, remove: ['title'] } : { cell: cell.id, fields: { title: next } } }, { gesture: `title ${cell.id}` });
  }

  return (
    <div className="cell-head" data-cell-head>
      <span className="kind">{Icon === null ? null : <Icon size={16} strokeWidth={1.75} aria-hidden />}</span>
      <h2 className="fit-text" data-text={shown}>
        <input
          value={title}
          placeholder={t(kindLabel(cell.kind))}
          aria-label={t('cellTitleField')}
          readOnly={readOnly}
          maxLength={120}
          size={1}
          onChange={(event) => rename(event.target.value)}
          onBlur={() => store.endGesture()}
          onKeyDown={(event) => {
            if ((event.key === 'Enter' || event.key === 'Escape') && !event.nativeEvent.isComposing) {
              event.preventDefault();
              event.currentTarget.closest<HTMLElement>('[data-cell-id]')?.focus();
            }
          }}
        />
      </h2>
      <div className="facts" ref={factsRef} />
      <span className="grow" />
      {cell.collapsed === true ? <span className="muted">{t('collapsedNote')}</span> : null}
      <div className="row head-tools" ref={toolsRef} />
      <CellMenu cell={cell} />
    </div>
  );
}
