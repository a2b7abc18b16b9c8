'use client';
/** What the paper's tables say of the graph: which net it is, or the nearest one and the first difference. */
import { BookOpenCheck, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import type { Graphs } from '@/lib/graph/graph';
import { lower } from '@/lib/graph/lower';
import { problemSentence } from '@/lib/i18n/format';
import { useNotebook } from '@/lib/stores/notebook-context';
import type { NamedVerdict } from './paper-net';

const REST = 700;
/** Long enough that the note is on the screen before the zoo is computed. */
const AT_ONCE = 40;

type Answer = { readonly graphs: Graphs; readonly language: string } & ({ readonly problems: number } | { readonly verdict: NamedVerdict });

export function PaperNote({ graphId, onClose }: { readonly graphId: string; readonly onClose: () => void }) {
  const t = useTranslations('graphViews');
  const language = useLocale();
  const graphs = useNotebook((document) => document.graphs);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const known = answer !== null && answer.graphs === graphs && answer.language === language ? answer : null;
  const waiting = answer === null ? AT_ONCE : REST;
  useEffect(() => {
    if (known !== null) return undefined;
    let gone = false;
    const timer = setTimeout(() => {
      void Promise.all([import('@/lib/zoo/paper-check'), import('./paper-net')]).then(([{ paperCheck }, { named }]) => {
        if (gone) return;
        const program = lower(graphs, graphId);
        setAnswer({ graphs, language, ...(program.ok ? { verdict: named(paperCheck(program.value), language) } : { problems: program.problem.length }) });
      });
    }, waiting);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [graphs, graphId, language, known, waiting]);

  function sentence(): string {
    if (known === null) return t('paperComparing');
    if ('problems' in known) return t('paperFaulty', { count: known.problems });
    const { title, form, difference } = known.verdict;
    return difference === null ? t('paperIs', { net: title, version: form }) : t('paperNearest', { net: title, difference: problemSentence(difference, language) });
  }
  return (
    <div className="paper-note" role="group" aria-label={t('paperTitle')}>
      <BookOpenCheck size={15} strokeWidth={1.75} aria-hidden="true" />
      <p className="grow" role="status">
        {sentence()}
      </p>
      <button type="button" className="ibtn" aria-label={t('close')} title={t('close')} onClick={onClose}>
        <X size={15} strokeWidth={1.75} aria-hidden="true" />
      </button>
    </div>
  );
}
