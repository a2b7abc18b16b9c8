'use client';
/** The body of a text cell: rendered Markdown, or its source while it is edited. */
import { lazy, Suspense } from 'react';
import { useTranslations } from 'use-intl';
import { focusCell } from '@/components/actions/focus';
import { useReadOnly } from '@/lib/stores/notebook-context';
import { useSelection } from '@/lib/stores/selection';
import type { CellViewProps } from '../cell-view';
import { TextEditor } from './editor';

const Markdown = lazy(() => import('@/components/ui/markdown').then((module) => ({ default: module.Markdown })));

export function TextView({ cell }: CellViewProps) {
  const t = useTranslations('notebook');
  const readOnly = useReadOnly();
  const editing = useSelection((state) => state.activeCell === cell.id && state.mode === 'edit') && !readOnly;
  const markdown = typeof cell.markdown === 'string' ? cell.markdown : '';
  if (editing) return <TextEditor cell={cell.id} markdown={markdown} />;
  return (
    <div className="text prose" onDoubleClick={readOnly ? undefined : () => focusCell(cell.id, 'edit')}>
      {markdown.trim() === '' ? (
        <p className="muted">{t('textEmpty')}</p>
      ) : (
        <Suspense fallback={<p className="text-source">{markdown}</p>}>
          <Markdown text={markdown} />
        </Suspense>
      )}
    </div>
  );
}
