'use client';
/** Finds a layer of the whole net by name, kind or path and goes there, into blocks and to the repeat that is meant. */
import { useReactFlow } from '@xyflow/react';
import { Command } from 'cmdk';
import { useMemo, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { defaultScope, definitionOf } from '@/lib/graph/blocks';
import type { Graphs } from '@/lib/graph/graph';
import { allParts, partsOf, type Part } from '@/lib/graph/parts';
import { searchParts } from '@/lib/graph/search-parts';
import { formatShape } from '@/lib/graph/shape';
import { useRoute } from '@/lib/stores/entered-blocks';
import { inferenceOf } from '@/lib/stores/inference';
import { jumpTo } from '@/lib/stores/jump';
import { useNotebook } from '@/lib/stores/notebook-context';
import { compactNumber } from '@/lib/util/compact-number';
import { useCanvas, type CanvasParts } from './canvas-context';
import { Glyph } from './glyphs';
import { useLook } from './look';
import { nodeHeading } from './node-text';

const MOST = 40;
const noParts: readonly Part[] = [];
const partsByGraphs = new WeakMap<Graphs, Map<string, readonly Part[]>>();

/** All parts of a net, made once. */
export function partsSeen(graphs: Graphs, root: string): readonly Part[] {
  const own = partsByGraphs.get(graphs) ?? new Map<string, readonly Part[]>();
  partsByGraphs.set(graphs, own);
  const found = own.get(root);
  if (found) return found;
  const inference = inferenceOf(graphs, root);
  const parts = inference ? partsOf(graphs, { graph: root, scope: defaultScope(graphs[root]), inference }) : noParts;
  own.set(root, parts);
  return parts;
}

const WIDTH = 360;

/** In the middle of the canvas's upper edge; `width` is the canvas's. */
export function openSearch({ overlay }: CanvasParts, width: number): void {
  overlay.setState({ menu: { kind: 'search', x: Math.max(8, (width - WIDTH) / 2), y: 12 } });
}

export function SearchMenu() {
  const t = useTranslations('canvas');
  const language = useLocale();
  const { overlay, actions, graphId, narrow, view } = useCanvas();
  const look = useLook();
  const route = useRoute();
  const flow = useReactFlow();
  const root = look?.route.root ?? route?.root ?? graphId;
  const own = useNotebook((document) => document.graphs);
  const graphs = look?.graphs ?? own;
  const [query, setQuery] = useState('');
  const all = useMemo(() => allParts(partsSeen(graphs, root)), [graphs, root]);
  const blockName = (part: Part): string => definitionOf(graphs, part.node.graph)?.graph.name ?? '';
  const found = useMemo(() => searchParts(all, query, (part) => definitionOf(graphs, part.node.graph)?.graph.name ?? ''), [all, query, graphs]);

  function go(part: Part): void {
    overlay.setState({ menu: null });
    if (look?.kind === 'net') {
      const drawn = view.store.getState().nodes.filter((node) => node.id === part.path || node.id.startsWith(`${part.path}.`));
      const [first] = drawn;
      if (first === undefined) return;
      view.select(drawn.length === 1 ? [first.id] : []);
      const { width = 0, height = 0 } = first;
      void flow.setCenter(first.position.x + width / 2, first.position.y + height / 2, { zoom: Math.max(0.8, flow.getZoom()) });
      actions.focusNode(first.id);
      return;
    }
    jumpTo(root, { path: part.steps, node: part.id, unroll: part.repeat === null ? null : part.id.replace(/\.\d+$/, '') }, narrow);
  }

  return (
    <Command shouldFilter={false} label={t('search')} loop className="search-layers">
      <Command.Input autoFocus value={query} onValueChange={setQuery} placeholder={t('searchPrompt')} aria-label={t('search')} />
      <Command.List>
        {query.trim() !== '' && <Command.Empty>{t('searchNone', { query })}</Command.Empty>}
        {found.slice(0, MOST).map((part) => (
          <Command.Item key={part.path} value={part.path} onSelect={() => go(part)}>
            <Glyph kind={part.node.kind} />
            <span className="grow">
              <span className="name">{nodeHeading(part.node, part.config ?? {}, blockName(part), language, part.scope).title}</span>
              <small>
                <WayTo part={part} />
              </small>
            </span>
            <span className="found-facts num">
              {formatShape(part.outputShape)}
              <small>{part.parameters.trainable > 0 ? `θ ${compactNumber(part.parameters.trainable)}` : ''}</small>
            </span>
          </Command.Item>
        ))}
        {found.length > MOST && <p className="menu-empty">{t('searchMore', { count: found.length - MOST })}</p>}
      </Command.List>
    </Command>
  );
}

/** `stage3 › block 2 of 36 › conv1` */
function WayTo({ part }: { readonly part: Part }) {
  const t = useTranslations('canvas');
  const bare = (step: string): string => step.replace(/\.\d+$/, '');
  const words = part.steps.flatMap((step, index) => {
    const home = part.homes[index];
    return home ? [bare(step), t('searchBlock', { number: home.index + 1, count: home.count })] : [bare(step)];
  });
  const last = part.repeat === null ? [part.id] : [bare(part.id), t('searchBlock', { number: part.repeat.index + 1, count: part.repeat.count })];
  const own = part.repeat === null && part.count > 1 ? [`${part.id} × ${part.count}`] : last;
  return <>{[...words, ...own].join(' › ')}</>;
}
