'use client';
/** One variant beside the others: its name, its graph with what differs, what it costs here and in the net, and what can be done with it. */
import { Check, Pencil, Trash2 } from 'lucide-react';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { diffGraphs } from '@/lib/graph/diff';
import type { Scope } from '@/lib/graph/expression';
import type { Graph, Graphs } from '@/lib/graph/graph';
import { variantCosts, type BlockCosts, type BlockPlace } from '@/lib/graph/variant-costs';
import { variantsOf, type Variant } from '@/lib/graph/variants';
import { compactNumber, signedNumber } from '@/lib/util/compact-number';
import { useCanvas } from './canvas-context';
import { MarkSign, VariantPicture } from './variant-picture';
import { differenceLines } from './variant-words';

type Props = { readonly host: string; readonly variant: Variant; readonly graphs: Graphs; readonly reference: Graph; /** Costs with the active variant. */ readonly base: BlockCosts; readonly place: BlockPlace; readonly scope: Scope };

export function VariantCard({ host, variant, graphs, reference, base, place, scope }: Props) {
  const t = useTranslations('canvas');
  const { name, active } = variant;
  const graph = graphs[variant.graph] ?? reference;
  const diff = useMemo(() => diffGraphs(reference, graph), [reference, graph]);
  const costs = useMemo(() => variantCosts(graphs, host, name, place), [graphs, host, name, place]);
  return (
    <li className={active ? 'variant-card active' : 'variant-card'} aria-label={name}>
      <CardHead host={host} variant={variant} graphs={graphs} />
      <div className="variant-body">
        <div className="variant-drawing">
          <VariantPicture graphs={graphs} name={name} reference={reference} graph={graph} diff={diff} scope={scope} />
        </div>
        <div className="variant-facts">
          <Costs costs={costs} base={active ? null : base} />
          {active ? <p className="muted">{t('variantReference')}</p> : <Difference {...{ graphs, reference, graph, diff, scope }} />}
        </div>
      </div>
    </li>
  );
}

function CardHead({ host, variant: { name, active }, graphs }: Pick<Props, 'host' | 'variant' | 'graphs'>) {
  const t = useTranslations('canvas');
  const { editable, actions } = useCanvas();
  const [renaming, setRenaming] = useState(false);
  const last = variantsOf(graphs, host).length === 1;
  if (renaming) return <NameField name={name} onDone={(to) => setRenaming(to !== null && !actions.renameVariant(host, name, to))} />;
  return (
    <div className="variant-head">
      <b>{name}</b>
      {active && <span className="variant-state">{t('variantActive')}</span>}
      <span className="grow" />
      {editable && !active && (
        <button type="button" className="btn small" aria-label={t('variantUseLong', { name })} title={t('variantUseLong', { name })} onClick={() => actions.chooseVariant(host, name)}>
          <Check size={14} strokeWidth={1.75} aria-hidden="true" />
          {t('variantUse')}
        </button>
      )}
      {editable && (
        <button type="button" className="ibtn" aria-label={t('variantRename', { name })} title={t('variantRename', { name })} onClick={() => setRenaming(true)}>
          <Pencil size={14} strokeWidth={1.75} aria-hidden="true" />
        </button>
      )}
      {editable && !last && (
        <button type="button" className="ibtn removing" aria-label={t('variantDelete', { name })} title={t('variantDelete', { name })} onClick={() => actions.removeVariant(host, name)}>
          <Trash2 size={14} strokeWidth={1.75} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}

/** Enter or leaving it keeps the name, Escape does not; null then. */
function NameField({ name, onDone }: { readonly name: string; readonly onDone: (to: string | null) => void }) {
  const t = useTranslations('canvas');
  const [text, setText] = useState(name);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  const keyed = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    onDone(event.key === 'Enter' ? text : null);
  };
  return (
    <div className="variant-head">
      <input ref={field} className="field" aria-label={t('variantName')} value={text} maxLength={80} onChange={(event) => setText(event.target.value)} onKeyDown={keyed} onBlur={() => onDone(text)} />
    </div>
  );
}

function Costs({ costs, base }: { readonly costs: BlockCosts; readonly base: BlockCosts | null }) {
  const t = useTranslations('canvas');
  const { here, net } = costs;
  if (here === null && net === null) return <p className="muted">{t('variantUncounted')}</p>;
  return (
    <>
      <table className="variant-costs">
        <thead>
          <tr>
            <td />
            <th scope="col" title={t('variantHereHelp')}>
              {t('variantHere')}
            </th>
            <th scope="col">{t('variantNet')}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t('variantParameters')}</th>
            <Cost value={here?.parameters} base={base?.here?.parameters} />
            <Cost value={net?.parameters.trainable} base={base?.net?.parameters.trainable} />
          </tr>
          <tr>
            <th scope="row">{t('variantMultiplyAdds')}</th>
            <Cost value={here?.multiplyAdds} base={base?.here?.multiplyAdds} />
            <Cost value={net?.multiplyAdds} base={base?.net?.multiplyAdds} />
          </tr>
        </tbody>
      </table>
      {net !== null && <p className="muted">{t('variantLayers', { count: net.weightedLayers })}</p>}
    </>
  );
}

/** With the difference to the active variant's below it. */
function Cost({ value, base }: { readonly value: number | undefined; readonly base: number | undefined }) {
  return (
    <td>
      {value === undefined ? '?' : compactNumber(value)}
      {value !== undefined && base !== undefined && <small className={value > base ? 'more' : value < base ? 'less' : ''}>{value === base ? '±0' : signedNumber(value - base)}</small>}
    </td>
  );
}

type DifferenceProps = Pick<Props, 'graphs' | 'reference' | 'scope'> & { readonly graph: Graph; readonly diff: ReturnType<typeof diffGraphs> };

function Difference({ graphs, reference, graph, diff, scope }: DifferenceProps) {
  const t = useTranslations('canvas');
  const language = useLocale();
  if (diff.same) return <p className="muted">{t('variantSame')}</p>;
  if (diff.nodes.size === 0) return <p className="muted">{t('variantRewired')}</p>;
  return (
    <ul className="variant-difference">
      {differenceLines(graphs, reference, graph, diff, scope, language, t).map(({ mark, layers, change }) => (
        <li key={`${mark} ${change ?? ''}`}>
          <MarkSign mark={mark} />
          <span>
            <b>{t(mark === 'added' ? 'markAdded' : mark === 'removed' ? 'markRemoved' : mark === 'changed' ? 'markChanged' : 'markMoved')}</b> {change !== null && <>{change} · </>}
            {layers.join(language === 'zh' ? '、' : ', ')}
          </span>
        </li>
      ))}
    </ul>
  );
}
