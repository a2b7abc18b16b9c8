'use client';
/** The graph as PyTorch text, read-only; loaded when it is first asked for. */
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { lower } from '@/lib/graph/lower';
import { writePyTorch } from '@/lib/interop/pytorch';
import { useNotebook } from '@/lib/stores/notebook-context';
import { CopyButton } from './copy-button';

export function CodeView({ graphId, name }: { readonly graphId: string; readonly name: string }) {
  const t = useTranslations('graphViews');
  const graphs = useNotebook((document) => document.graphs);
  const program = useMemo(() => lower(graphs, graphId), [graphs, graphId]);
  const text = useMemo(() => (program.ok ? writePyTorch(program.value, name) : ''), [program, name]);
  if (!program.ok) {
    return (
      <section className="code-view" aria-label={t('code')}>
        <p className="code-none" role="status">
          {t('codeFaulty', { count: program.problem.length })}
        </p>
      </section>
    );
  }
  const lines = text.trimEnd().split('\n').length;
  return (
    <section className="code-view" aria-label={t('code')}>
      <header className="summary-head">
        <h3>{t('code')}</h3>
        <span className="muted grow">{t('codeHint')}</span>
        <CopyButton label={t('copyCode')} text={() => text} />
      </header>
      <div className="code-scroll" tabIndex={0} role="region" aria-label={t('codeLabel', { name })}>
        <pre className="code-numbers" aria-hidden="true">
          {Array.from({ length: lines }, (_, index) => index + 1).join('\n')}
        </pre>
        <pre className="code-text" translate="no" lang="en">
          {text.trimEnd()}
        </pre>
      </div>
    </section>
  );
}
