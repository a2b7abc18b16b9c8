'use client';
/** What marks a repeated block: two sheets and a tag with the count, which unrolls it; of a repeat which one it is, and what it does with the shape. */
import { ChevronsUpDown } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { definitionOf, inputNodes, instancesOf } from '@/lib/graph/blocks';
import type { GraphNode } from '@/lib/graph/graph';
import { inferInstance } from '@/lib/graph/instance-memo';
import { instanceShortcuts } from '@/lib/graph/instance-shortcuts';
import { formatShape, sameShape } from '@/lib/graph/shape';
import { scopeSeen, sightOf, useRoute } from '@/lib/stores/entered-blocks';
import { useNodeFacts } from '@/lib/stores/inference';
import { useNotebook } from '@/lib/stores/notebook-context';
import { useCanvas } from './canvas-context';
import { useLook, type Look } from './look';
import { useLookTravel } from './look-travel';
import { shownValue } from './node-text';

export function Stack({ id, node }: { readonly id: string; readonly node: GraphNode }) {
  const t = useTranslations('canvas');
  const { graphId } = useCanvas();
  const route = useRoute();
  const { unroll } = useLookTravel();
  const count = useNotebook((document) => shownValue(node.repeat?.count ?? 1, scopeSeen(document.graphs, graphId, route)));
  return (
    <>
      <span className="face" />
      {/* The keyboard has U; the node's element is one stop for the Tab key. */}
      <button type="button" className="tag times nodrag nopan" tabIndex={-1} title={`${t('unroll')} (U)`} onClick={() => unroll([id])} onDoubleClick={(event) => event.stopPropagation()}>
        × {count}
        <ChevronsUpDown size={10} strokeWidth={2.4} />
      </button>
    </>
  );
}

/** `2 / 3`, and below the card what is special about it. */
export function RepeatMark({ id, node }: { readonly id: string; readonly node: GraphNode }) {
  const t = useTranslations('canvas');
  const { graphId } = useCanvas();
  const look = useLook();
  const facts = useNodeFacts(graphId, id);
  const place = look?.kind === 'repeats' ? look.repeats.get(id) : undefined;
  if (look === null || place === undefined) return null;
  const [before, after] = [facts?.inputShapes[0] ?? null, facts?.outputShape ?? null];
  const changes = before !== null && after !== null && !sameShape(before, after);
  const rule = place.index === 0 ? firstRule(look, place.block) : [];
  const forms = formsOf(look, node, before).map((form) => t(formWords[form]));
  return (
    <>
      <span className="tag times of-repeat">
        {place.index + 1} / {place.count}
      </span>
      <span className={changes || rule.length > 0 ? 'repeat-rule changes' : 'repeat-rule'}>
        {rule.length > 0 && <b>{rule.join(' · ')}</b>}
        <span className="num">{changes ? `${formatShape(before)} → ${formatShape(after)}` : formatShape(after)}</span>
        {forms.length > 0 && <span>{forms.join(' · ')}</span>}
      </span>
    </>
  );
}

const formWords = { identity: 'formIdentity', projection: 'formProjection', zeroPadding: 'formZeroPadding', severed: 'formSevered' } as const;

/** Arguments that only the first repeat has. */
function firstRule(look: Look, block: string): readonly string[] {
  const node = look.graphs[look.source]?.nodes[block];
  const definition = definitionOf(look.graphs, node?.graph);
  if (definition === null) return [];
  const { first, rest } = instancesOf(node, definition.graph, scopeSeen(look.graphs, look.source, look.route));
  return Object.keys(first)
    .filter((name) => first[name] !== rest[name])
    .map((name) => `${name} ${first[name]}`);
}

function formsOf(look: Look, node: GraphNode, input: readonly number[] | null) {
  const definition = definitionOf(look.graphs, node.graph);
  if (definition === null || input === null || sightOf(look.graphs, look.route) === null) return [];
  const { rest } = instancesOf(node, definition.graph, {});
  return instanceShortcuts(definition.graph, inferInstance(look.graphs, definition.id, rest, new Map(inputNodes(definition.graph).map((port) => [port, input]))));
}
