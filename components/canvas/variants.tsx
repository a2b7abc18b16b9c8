'use client';
/** The alternatives of a block in its inspector: which one is active, a new one, and all of them side by side with costs and differences. */
import { ChevronDown, GitFork } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { definitionOf, instancesOf } from '@/lib/graph/blocks';
import type { GraphNode } from '@/lib/graph/graph';
import { blockCosts, type BlockPlace } from '@/lib/graph/variant-costs';
import { variantsOf } from '@/lib/graph/variants';
import { scopeSeen, sightOf, useRoute } from '@/lib/stores/entered-blocks';
import { useNotebook } from '@/lib/stores/notebook-context';
import { useCanvas } from './canvas-context';
import { VariantCard } from './variant-card';
import { VariantMenu } from './variant-menu';
import { MarkSign } from './variant-picture';
import { marks, markWord } from './variant-words';

export function Variants({ node }: { readonly node: GraphNode }) {
  const t = useTranslations('canvas');
  const { editable, actions } = useCanvas();
  const host = node.graph ?? '';
  const variants = useNotebook((document) => variantsOf(document.graphs, host));
  const known = useNotebook((document) => definitionOf(document.graphs, host) !== null);
  const place = useBlockPlace();
  const [open, setOpen] = useState(false);
  const cards = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (open) cards.current?.scrollIntoView({ block: 'nearest' });
  }, [open, variants.length]);
  if (!known) return null;
  return (
    <section className="variants" aria-label={t('variants')}>
      <div className="variants-bar">
        <h5>
          <GitFork size={14} strokeWidth={1.75} aria-hidden="true" />
          {t('variants')}
        </h5>
        {variants.length === 0 && <span className="muted">{t('variantNone')}</span>}
        {!open && variants.map(({ name, active }) => (
          <button key={name} type="button" className="btn small" aria-pressed={active} disabled={!editable && !active} onClick={() => (active ? undefined : actions.chooseVariant(host, name))}>
            {name}
          </button>
        ))}
        <span className="grow" />
        {variants.length > 0 && (
          <button type="button" className="btn small ghost compare" aria-expanded={open} onClick={() => setOpen(!open)}>
            {t('variantCompare')}
            <ChevronDown size={14} strokeWidth={1.75} aria-hidden="true" />
          </button>
        )}
        {editable && <VariantMenu host={host} place={place} onMade={() => setOpen(true)} />}
      </div>
      {open && variants.length > 0 && (
        <div ref={cards}>
          <Cards host={host} node={node} place={place} />
          <ul className="variant-key" aria-label={t('variantKey')}>
            {marks.map((mark) => (
              <li key={mark}>
                <MarkSign mark={mark} />
                {markWord(mark, t)}
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

/** The graph that is shown as the route leads to it, and the net that the route begins at. */
function useBlockPlace(): BlockPlace {
  const { graphId } = useCanvas();
  const route = useRoute();
  const options = useNotebook((document) => (route === null ? undefined : sightOf(document.graphs, route)?.options));
  return useMemo(() => ({ graph: graphId, ...(options ? { options } : {}), root: route?.root ?? graphId }), [graphId, options, route]);
}

function Cards({ host, node, place }: { readonly host: string; readonly node: GraphNode; readonly place: BlockPlace }) {
  const { graphId } = useCanvas();
  const graphs = useNotebook((document) => document.graphs);
  const route = useRoute();
  const scope = useNotebook((document) => scopeSeen(document.graphs, graphId, route));
  const active = definitionOf(graphs, host)?.graph;
  const inner = useMemo(() => (active === undefined ? {} : instancesOf(node, active, scope).rest), [active, node, scope]);
  const base = useMemo(() => blockCosts(graphs, host, place), [graphs, host, place]);
  if (active === undefined) return null;
  return (
    <ul className="variant-cards">
      {variantsOf(graphs, host).map((variant) => (
        <VariantCard key={variant.graph} host={host} variant={variant} graphs={graphs} reference={active} base={base} place={place} scope={inner} />
      ))}
    </ul>
  );
}
