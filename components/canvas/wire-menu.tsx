'use client';
/** The keyboard's way to take a wire's end elsewhere, or the wire away: the wires of a layer, then the layers that the far end may go to. */
import { Command } from 'cmdk';
import { useMemo, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { parseEndPoint } from '@/lib/graph/graph';
import { wiringOf } from '@/lib/graph/wiring';
import { problemSentence } from '@/lib/i18n/format';
import { useGraph } from '@/lib/stores/notebook-context';
import { useCanvas, type CanvasParts } from './canvas-context';
import { Glyph } from './glyphs';

const BELOW = 8;

/** Opens below the layer; nothing where it has no wires. */
export function openWires({ actions, overlay, canvasId }: CanvasParts, id: string): void {
  const { incoming, outgoing } = wiringOf(actions.graph());
  const canvas = document.getElementById(canvasId);
  if (!canvas) return;
  if ((incoming.get(id) ?? []).length + (outgoing.get(id) ?? []).length === 0) {
    actions.tell('noWires', { name: actions.called(id) });
    return;
  }
  const box = canvas.getBoundingClientRect();
  const card = canvas.querySelector(`.react-flow__node[data-id="${CSS.escape(id)}"]`)?.getBoundingClientRect() ?? box;
  overlay.setState({ menu: { kind: 'wires', node: id, x: card.left - box.left, y: card.bottom - box.top + BELOW } });
}

/** A wire seen from one of its layers: the far end is the one that is taken elsewhere. */
type FarEnd = { readonly wire: string; readonly other: string; readonly comes: boolean };

function useFarEnds(node: string): readonly FarEnd[] {
  const { graphId } = useCanvas();
  const graph = useGraph(graphId);
  return useMemo(() => {
    if (!graph) return [];
    const { incoming, outgoing } = wiringOf(graph);
    const comes = (incoming.get(node) ?? []).map(({ edge }) => ({ wire: edge[1], other: parseEndPoint(edge[0]).node, comes: true }));
    const goes = (outgoing.get(node) ?? []).map(({ edge }) => ({ wire: edge[1], other: parseEndPoint(edge[1]).node, comes: false }));
    return [...comes, ...goes];
  }, [graph, node]);
}

export function WiresMenu({ node }: { readonly node: string }) {
  const t = useTranslations('canvas');
  const { overlay, actions } = useCanvas();
  const ends = useFarEnds(node);
  const [moving, setMoving] = useState<FarEnd | null>(null);
  const [query, setQuery] = useState('');
  const kindOf = (id: string) => actions.graph().nodes[id]?.kind ?? '';
  if (moving !== null) return <FarEndMenu node={node} end={moving} />;
  const lines = ends.flatMap((end) => {
    const name = actions.called(end.other);
    return [
      { end, id: `move ${end.wire}`, text: end.comes ? t('wireFrom', { name }) : t('wireTo', { name }), perform: () => setMoving(end) },
      {
        end,
        id: `remove ${end.wire}`,
        text: end.comes ? t('wireFromRemove', { name }) : t('wireToRemove', { name }),
        perform: () => {
          actions.disconnect(end.wire);
          overlay.setState({ menu: null });
          actions.focusNode(node);
        },
      },
    ];
  });
  const found = lines.filter(({ text }) => text.toLowerCase().includes(query.toLowerCase()));
  return (
    <Command shouldFilter={false} label={t('wiresLabel', { name: actions.called(node) })} loop>
      <Command.Input autoFocus value={query} onValueChange={setQuery} placeholder={t('wiresLabel', { name: actions.called(node) })} />
      <Command.List>
        <Command.Empty>{t('nothingFound', { query })}</Command.Empty>
        {found.map(({ end, id, text, perform }) => (
          <Command.Item key={id} value={id} onSelect={perform}>
            <Glyph kind={kindOf(end.other)} />
            <span className="grow">{text}</span>
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  );
}

/** Layers that the end may go to first, then those that it may not, and why. */
function FarEndMenu({ node, end }: { readonly node: string; readonly end: FarEnd }) {
  const t = useTranslations('canvas');
  const language = useLocale();
  const { overlay, actions } = useCanvas();
  const [query, setQuery] = useState('');
  const [choices] = useState(() => {
    const graph = actions.graph();
    const all = Object.keys(graph.nodes)
      .filter((id) => id !== node && id !== end.other)
      .flatMap((id) => {
        const moved = end.comes ? actions.wireMoved(end.wire, id, node) : actions.wireMoved(end.wire, node, id);
        return moved === null ? [] : [{ id, name: actions.called(id), kind: graph.nodes[id].kind, problem: moved.problem }];
      });
    return [...all.filter(({ problem }) => problem === null), ...all.filter(({ problem }) => problem !== null)];
  });
  const found = choices.filter(({ name, id }) => `${name} ${id}`.toLowerCase().includes(query.toLowerCase()));
  const label = end.comes ? t('wireFromWhere', { name: actions.called(node) }) : t('wireToWhere', { name: actions.called(node) });
  return (
    <Command shouldFilter={false} label={label} loop>
      <Command.Input autoFocus value={query} onValueChange={setQuery} placeholder={label} />
      <Command.List>
        <Command.Empty>{t('nothingFound', { query })}</Command.Empty>
        {found.map(({ id, name, kind, problem }) => (
          <Command.Item
            key={id}
            value={id}
            data-refused={problem !== null}
            onSelect={() => {
              if (!(end.comes ? actions.moveWire(end.wire, id, node) : actions.moveWire(end.wire, node, id))) return;
              overlay.setState({ menu: null });
              actions.focusNode(node);
            }}
          >
            <Glyph kind={kind} />
            <span className="grow">
              {name}
              {problem && <small>{problemSentence(problem, language)}</small>}
            </span>
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  );
}
