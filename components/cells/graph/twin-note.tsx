'use client';
/** Below the head of a twin: of which graph it is one, and what it costs beside it, as both are now. */
import { GitFork } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { focusCell } from '@/components/actions/focus';
import { formatCount } from '@/lib/graph/numbers';
import { titleOfGraph } from '@/lib/notebook/graph-use';
import { inferenceOf } from '@/lib/stores/inference';
import { useNotebook } from '@/lib/stores/notebook-context';
import { placesOf } from '@/lib/stores/shortcut-places';
import { signedNumber } from '@/lib/util/compact-number';

export function TwinNote({ graphId }: { readonly graphId: string }) {
  const t = useTranslations('shortcuts');
  const graphs = useNotebook((document) => document.graphs);
  const original = useNotebook((document) => document.graphs[graphId]?.twinOf);
  const name = useNotebook((document) => (original === undefined ? null : titleOfGraph(document, original)));
  const cell = useNotebook((document) => document.cells.find((candidate) => candidate.kind === 'graph' && candidate.graph === original)?.id);
  if (original === undefined || !Object.hasOwn(graphs, original)) return null;
  const [own, others] = [graphId, original].map((id) => inferenceOf(graphs, id)?.totals);
  if (own === undefined || others === undefined) return null;
  const [here, there] = [graphId, original].map((id) => placesOf(graphs, id).reduce((sum, { times, form }) => (form === 'severed' ? sum : sum + times), 0));
  const form = here === 0 && there > 0 ? 'plain' : there === 0 && here > 0 ? 'residual' : 'other';
  return (
    <div className="paper-note" role="note">
      <GitFork size={15} strokeWidth={1.75} aria-hidden="true" />
      <p className="grow">
        {t('twinNote', { form, name: name ?? original, count: form === 'plain' ? there : here })}{' '}
        {t('twinCosts', {
          parameters: formatCount(own.parameters.trainable),
          parameterDifference: difference(own.parameters.trainable - others.parameters.trainable),
          multiplyAdds: formatCount(own.multiplyAdds),
          multiplyAddDifference: difference(own.multiplyAdds - others.multiplyAdds),
        })}
      </p>
      {cell !== undefined && (
        <button type="button" className="btn ghost small" onClick={() => focusCell(cell, 'command')}>
          {t('twinOriginal')}
        </button>
      )}
    </div>
  );
}

function difference(value: number): string {
  return value === 0 ? '±0' : signedNumber(value);
}
