'use client';
/** Graph, graph with table, or code: which view of the graph a cell shows. */
import { useTranslations } from 'use-intl';
import type { GraphViewName } from '@/lib/stores/graph-view';

type Props = { readonly view: GraphViewName; /** One view at a time. */ readonly narrow: boolean; /** There are blocks to unroll. */ readonly nested: boolean; readonly onView: (view: GraphViewName) => void };

export function ViewSwitch({ view, narrow, nested, onView }: Props) {
  const t = useTranslations('graphViews');
  const choices = [
    { name: 'graph', text: t('viewGraph') },
    { name: 'table', text: narrow ? t('viewTable') : t('viewSplit') },
    ...(nested ? [{ name: 'unrolled', text: t('viewUnrolled') } as const] : []),
    { name: 'code', text: t('viewCode') },
  ] as const;
  return (
    <div className="seg graph-view-switch" role="group" aria-label={t('views')}>
      {choices.map(({ name, text }) => (
        <button key={name} type="button" aria-pressed={view === name} onClick={() => onView(name)}>
          {text}
        </button>
      ))}
    </div>
  );
}
