'use client';
/** Where a layer's numbers come from: each count as a sum that can be checked by hand. */
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { receptiveFields, type ReceptiveFields } from '@/lib/graph/receptive-field';
import type { Graphs } from '@/lib/graph/graph';
import type { NodeFacts } from '@/lib/graph/inference';
import type { AnyKind } from '@/lib/graph/kind';
import { formatShape } from '@/lib/graph/shape';
import { useNotebook } from '@/lib/stores/notebook-context';
import { useCanvas } from './canvas-context';

const known = new WeakMap<Graphs, Map<string, ReceptiveFields>>();

function receptiveFieldsOf(graphs: Graphs, graphId: string): ReceptiveFields | undefined {
  if (!(graphId in graphs)) return undefined;
  const own = known.get(graphs) ?? new Map<string, ReceptiveFields>();
  known.set(graphs, own);
  const fields = own.get(graphId) ?? receptiveFields(graphs, graphId);
  own.set(graphId, fields);
  return fields;
}

type Props = { readonly id: string; readonly kind: AnyKind; readonly facts: NodeFacts | undefined; /** What else there is to say of this layer here. */ readonly children?: ReactNode };

export function Derivation({ id, kind, facts, children }: Props) {
  const t = useTranslations('canvas');
  const { graphId } = useCanvas();
  const seen = useNotebook((document) => receptiveFieldsOf(document.graphs, graphId)?.get(id) ?? null);
  const inputs = facts?.inputShapes.filter((shape) => shape !== null) ?? [];
  const complete = facts !== undefined && facts.config !== null && facts.outputShape !== null && inputs.length === facts.inputShapes.length;
  const sums = complete && facts.config ? kind.derivation(inputs, facts.config) : null;
  return (
    <div className="derivation">
      <h4>{t('numbersFrom')}</h4>
      {sums === null ? (
        <p className="muted">{t('numbersUnknown')}</p>
      ) : (
        <dl>
          <Line name={t('output')} value={sums.output ?? formatShape(facts?.outputShape ?? null)} />
          <Line name={t('parameters')} value={sums.parameters ?? '0'} />
          {sums.multiplyAdds !== null && <Line name={t('multiplyAdds')} value={sums.multiplyAdds} />}
          {seen !== null && <Line name={t('receptiveField')} value={seen === 'all' ? t('wholeImage') : `${seen} × ${seen}`} />}
        </dl>
      )}
      {children}
    </div>
  );
}

function Line({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div className="sumline">
      <dt>{name}</dt>
      <dd className="num">{value}</dd>
    </div>
  );
}
