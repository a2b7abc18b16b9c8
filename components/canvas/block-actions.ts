/** Actions on blocks: make one of layers, unpack it, give it a definition of its own, set its arguments. */
import { BLOCK, defaultScope, definitionOf } from '@/lib/graph/blocks';
import { groupNodes, newDefinitionId } from '@/lib/graph/group';
import { groupSuggestion } from '@/lib/graph/group-suggestion';
import type { ConfigValue } from '@/lib/graph/graph';
import { parameterNameFor, type Slot } from '@/lib/graph/parameters';
import { ungroupNode, type Ungrouped } from '@/lib/graph/ungroup';
import { translator } from '@/lib/i18n/format';
import { problem } from '@/lib/util/problem';
import type { ActionCore } from './action-core';
import type { Positions } from './placement';
import { nodeSize } from './size';
import { tidied } from './tidy';

type Span = { readonly from: number; readonly to: number };
type MutablePositions = Record<string, [number, number]>;

const GAP = 56;
/** Beside the palette, in the canvas element, px. */
const MENU_AT = { x: 176, y: 56 };

export function createBlockActions(core: ActionCore) {
  const { graphId, run, tell, view } = core;

  /** Left to right or top to bottom: the axis along which the chain runs. */
  function along(): 0 | 1 {
    return core.layout().direction === 'right' ? 0 : 1;
  }

  function spanOf(ids: readonly string[], axis: 0 | 1, positions: Positions = core.layout().positions): Span {
    const graph = core.graph();
    const scope = defaultScope(graph);
    const ends = ids.flatMap((id) => {
      const place = positions[id];
      const { width, height } = nodeSize(graph.nodes[id], scope);
      return place ? [{ from: place[axis], to: place[axis] + (axis === 0 ? width : height) }] : [];
    });
    return { from: Math.min(...ends.map((end) => end.from)), to: Math.max(...ends.map((end) => end.to)) };
  }

  /** What lies behind a place moves with it. */
  function shifted(except: ReadonlySet<string>, behind: number, by: number): MutablePositions {
    const axis = along();
    const { positions } = core.layout();
    const moved = Object.entries(positions).filter(([id, place]) => !except.has(id) && place[axis] >= behind);
    return Object.fromEntries(moved.map(([id, [x, y]]): [string, [number, number]] => [id, axis === 0 ? [x + by, y] : [x, y + by]]));
  }

  function group(ids: readonly string[]): void {
    const document = core.document();
    const chosen = ids.filter((id) => id in core.graph().nodes);
    const name = translator(core.language())('canvas.blockName', { number: newDefinitionId(document.graphs).slice(BLOCK.length) });
    const grouped = groupNodes(document.graphs, graphId, chosen, name);
    if (!grouped.ok) {
      core.refuse(grouped.problem);
      const other = groupSuggestion(document.graphs, graphId, chosen);
      if (other !== null) core.overlay.setState({ menu: { kind: 'regroup', ids: other, problem: grouped.problem, ...MENU_AT } });
      return;
    }
    const { node, graphs } = grouped.value;
    const axis = along();
    const span = spanOf(chosen, axis);
    const across = core.layout().positions[chosen[0]] ?? [0, 0];
    const firstSize = nodeSize(core.graph().nodes[chosen[0]], defaultScope(core.graph()));
    const size = nodeSize(graphs[graphId].nodes[node], defaultScope(core.graph()));
    const at: [number, number] = axis === 0 ? [span.from, across[1] + (firstSize.height - size.height) / 2] : [across[0] + (firstSize.width - size.width) / 2, span.from];
    const saved = Math.round(span.to - span.from - (axis === 0 ? size.width : size.height));
    const positions = shifted(new Set(chosen), span.to, -saved);
    if (!run({ type: 'groupNodes', args: { graph: graphId, nodes: [...chosen], name, at, positions } })) return;
    view.select([node]);
    tell('grouped', { count: chosen.length, name });
  }

  /** The layers of the block where it stood, instance behind instance, and what was behind it moved on. */
  function unpackedPositions(block: string, { graph, origins, definition }: Ungrouped): MutablePositions {
    const axis = along();
    const inner = core.document().graphs[definition];
    const tidy = tidied(inner, core.layout().direction);
    const scope = defaultScope(graph);
    const extent = (id: string) => nodeSize(graph.nodes[id], scope)[axis === 0 ? 'width' : 'height'];
    const placed = [...origins].map(([id, origin]) => ({ id, instance: origin.instance, place: tidy[origin.node] ?? [0, 0] }));
    const from = Math.min(...placed.map(({ place }) => place[axis]));
    const length = Math.max(...placed.map(({ id, place }) => place[axis] + extent(id))) - from;
    const count = Math.max(...placed.map(({ instance }) => instance)) + 1;
    const corner = core.layout().positions[block] ?? [0, 0];
    const size = nodeSize(core.graph().nodes[block], scope);
    const center = corner[1 - axis] + (axis === 0 ? size.height : size.width) / 2;
    const positions: MutablePositions = {};
    const [port] = Object.keys(inner.nodes).filter((id) => inner.nodes[id].kind === 'input');
    const portSize = port === undefined ? { width: 0, height: 0 } : nodeSize(inner.nodes[port], scope);
    const chain = (tidy[port]?.[1 - axis] ?? 0) + (axis === 0 ? portSize.height : portSize.width) / 2;
    for (const { id, instance, place } of placed) {
      const a = Math.round(corner[axis] + place[axis] - from + instance * (length + GAP));
      const b = Math.round(center + place[1 - axis] - chain);
      positions[id] = axis === 0 ? [a, b] : [b, a];
    }
    const added = count * (length + GAP) - GAP - (axis === 0 ? size.width : size.height);
    return { ...shifted(new Set([block]), corner[axis] + 1, Math.round(added)), ...positions };
  }

  function ungroup(ids: readonly string[]): void {
    const blocks = ids.filter((id) => core.graph().nodes[id]?.kind === BLOCK);
    if (blocks.length === 0) core.refuse(problem('ungroupNothing'));
    const shown: string[] = [];
    for (const block of blocks) {
      const name = core.called(block);
      const unpacked = ungroupNode(core.document().graphs, graphId, block);
      if (!unpacked.ok) {
        core.refuse(unpacked.problem);
        continue;
      }
      const { origins } = unpacked.value;
      const positions = origins.size === 0 ? {} : unpackedPositions(block, unpacked.value);
      if (!run({ type: 'ungroupNode', args: { graph: graphId, node: block, positions } }, { gesture: `ungroup ${ids.join(' ')}` })) continue;
      shown.push(...origins.keys());
      tell('ungrouped', { name, count: origins.size });
    }
    core.notebook.endGesture();
    if (shown.length > 0) view.select(shown);
  }

  function update(id: string, change: { readonly arguments?: Record<string, ConfigValue>; readonly first?: Record<string, ConfigValue>; readonly count?: ConfigValue }, what: string): void {
    run({ type: 'updateBlock', args: { graph: graphId, node: id, ...change } }, { gesture: `block ${graphId} ${id} ${what}` });
  }

  return {
    isBlock: (id: string): boolean => core.graph().nodes[id]?.kind === BLOCK,
    group,
    ungroup,
    makeUnique: (id: string): void => {
      const { graphs } = core.document();
      const name = translator(core.language())('canvas.copyName', { name: definitionOf(graphs, core.graph().nodes[id]?.graph)?.graph.name ?? '' });
      if (run({ type: 'makeUnique', args: { graph: graphId, node: id, name } })) tell('madeUnique', { name: core.called(id) });
    },
    /** Makes a value a parameter of the graph that it stands in. */
    parameterize: (id: string, slot: Slot): void => {
      const name = parameterNameFor(core.graph(), slot);
      if (run({ type: 'parameterizeValue', args: { graph: graphId, node: id, slot } })) tell('nowParameter', { name });
    },
    setRepeat: (id: string, count: ConfigValue): void => update(id, { count }, 'count'),
    setArgument: (id: string, name: string, value: ConfigValue): void => update(id, { arguments: { [name]: value } }, name),
    setFirstArgument: (id: string, name: string, value: ConfigValue): void => update(id, { first: { [name]: value } }, `first ${name}`),
  };
}
