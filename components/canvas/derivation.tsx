'use client';
/** Where a layer's numbers come from: each count as a sum that can be checked by hand. */
import { useTranslations } from 'use-intl';
import type { NodeFacts } from '@/lib/graph/inference';
import type { AnyKind } from '@/lib/graph/kind';
import { formatShape } from '@/lib/graph/shape';

export function Derivation({ kind, facts }: { readonly id: string; readonly kind: AnyKind; readonly facts: NodeFacts | undefined }) {
  const t = useTranslations('canvas');
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
        </dl>
      )}
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
