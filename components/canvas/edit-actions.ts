/** Actions that change the graph: add, connect, insert, remove, configure, bypass, rename, repair. */
import { BLOCK, defaultScope, isFixed, portsOf } from '@/lib/graph/blocks';
import { bringDefinitions } from '@/lib/graph/bring-definitions';
import { connectionOf, freePortOf, type Connection, type ConnectionProblem } from '@/lib/graph/connect';
import { connectionRepairs } from '@/lib/graph/connection-repairs';
import { noEdit } from '@/lib/graph/edit';
import { firstInput, newNodeId, removeKeepingChain, removeWhereItFits } from '@/lib/graph/edits';
import { blockBehind, blockNode } from '@/lib/graph/fitting-blocks';
import { parseEndPoint, type ConfigValue, type Graph, type GraphEdge, type GraphNode, type Graphs } from '@/lib/graph/graph';
import type { GraphEdit, Repair } from '@/lib/graph/inference';
import { movedWire } from '@/lib/graph/moved-wire';
import { replacementsFor, type Replacement } from '@/lib/graph/replace';
import type { Shape } from '@/lib/graph/shape';
import { wiringOf } from '@/lib/graph/wiring';
import { repairLabel } from '@/lib/i18n/format';
import type { ActionCore } from './action-core';
import type { AddTarget } from './overlay-store';
import { isBlockOffer, nodeOf, type Offer } from './palette-entries';
import { freePlace, placeBehind, placeBetween, placeOnCrown, type Positions } from './placement';
import { nodeSize, sidesOf } from './size';
import type { Point } from './wire-geometry';

type Addition = { readonly edges: readonly GraphEdge[]; readonly positions: Positions };
export type WaysToConnect = { readonly repairs: readonly Repair[]; readonly anyway: GraphEdit | null };

/** A target as it is after "behind the selection" was made out. */
type Place = Exclude<AddTarget, { readonly kind: 'behindSelection' }>;

/** What a menu or the palette adds, before it has a place. */
type Addable = { readonly sides: ReturnType<typeof sidesOf>; readonly brought: Graphs; readonly node: (before: Shape | null) => GraphNode };

export function createEditActions(core: ActionCore) {
  const { graphId, run, tell, view } = core;

  function addable(offer: Offer): Addable {
    const { graphs } = core.document();
    if (!isBlockOffer(offer)) return { sides: sidesOf(nodeOf(offer)), brought: {}, node: (before) => nodeOf(offer, before) };
    const { ids, graphs: brought } = bringDefinitions(graphs, offer.brings);
    const definition = ids.get(offer.definition) ?? offer.definition;
    const all = { ...graphs, ...brought };
    const ports = portsOf(all, blockNode(definition));
    const takes = ports !== null && isFixed(ports.inputs) && ports.inputs.length > 0;
    return { sides: { target: takes, source: true }, brought, node: (before) => blockBehind(all, graphId, definition, before, core.scope()) ?? blockNode(definition) };
  }

  /** Null where the node takes no wire. */
  function inputOf(node: GraphNode, id: string, graphs: Graphs): string | null {
    if (node.kind !== BLOCK) return sidesOf(node).target ? firstInput(id, node.kind) : null;
    const ports = portsOf(graphs, node);
    if (ports === null || !isFixed(ports.inputs)) return id;
    return ports.inputs.length === 0 ? null : ports.inputs.length === 1 ? id : `${id}:${ports.inputs[0]}`;
  }

  function edit(change: Partial<GraphEdit>, positions: Positions = {}, gesture?: string, brought: Graphs = {}): boolean {
    return run({ type: 'editGraph', args: { graph: graphId, edit: mutableEdit({ ...noEdit, ...change }), positions, ...(Object.keys(brought).length > 0 ? { graphs: { ...brought } } : {}) } }, gesture === undefined ? {} : { gesture });
  }

  /** While a wire's end is dragged, what its other place would mean for it. */
  function connection(from: string, to: string): Connection | null {
    const { graphs } = core.document();
    const { moving } = core.overlay.getState();
    if (moving !== null) return movedWire(graphs, graphId, moving, from, to);
    const inference = core.inference();
    return inference ? connectionOf(graphs, graphId, inference, from, to) : null;
  }

  function additionAt(node: GraphNode, id: string, at: Point): Addition {
    const { width, height } = nodeSize(node, defaultScope(core.graph()));
    return { edges: [], positions: { [id]: [Math.round(at[0] - width / 2), Math.round(at[1] - height / 2)] } };
  }

  function additionAfter(node: GraphNode, id: string, source: string, at: Point | null, graphs: Graphs): Addition {
    const input = inputOf(node, id, graphs);
    const edges: GraphEdge[] = input === null || !sidesOf(core.graph().nodes[source]).source ? [] : [[source, input]];
    return { edges, positions: at ? additionAt(node, id, at).positions : placeBehind(core.graph(), core.layout(), node, id, source) };
  }

  function additionBefore(node: GraphNode, id: string, target: string, at: Point): Addition {
    const graph = core.graph();
    const ports = portsOf(core.document().graphs, graph.nodes[target]);
    const end = ports !== null && !isFixed(ports.inputs) ? freePortOf(graph, target) : target;
    return { ...additionAt(node, id, at), edges: sidesOf(node).source ? [[id, end]] : [] };
  }

  function additionOn(node: GraphNode, id: string, wire: string, graphs: Graphs): Addition | null {
    const edge = core.graph().edges.find(([, target]) => target === wire);
    const input = inputOf(node, id, graphs);
    if (!edge || input === null || !sidesOf(node).source) return null;
    const [source, target] = edge;
    const [from, to] = [parseEndPoint(source).node, parseEndPoint(target).node];
    const place = isArc(wire) ? placeOnCrown : placeBetween;
    return { edges: [[source, input], [id, target]], positions: place(core.graph(), core.layout(), node, id, from, to) };
  }

  function isArc(wire: string): boolean {
    return view.store.getState().arcs.some((arc) => arc.id === wire);
  }

  /** Behind what is selected, on its wire if it has one; with nothing selected behind the open end of the chain, or before the output. */
  function behindSelection(goesOnWire: boolean): Place {
    const graph = core.graph();
    const { outgoing, incoming, order } = wiringOf(graph);
    const selected = view.selection().filter((other) => other in graph.nodes && sidesOf(graph.nodes[other]).source);
    if (selected.length === 1) {
      const [chain, ...others] = (outgoing.get(selected[0]) ?? []).filter((link) => !isArc(link.edge[1]));
      return chain && others.length === 0 && goesOnWire ? { kind: 'wire', wire: chain.edge[1] } : { kind: 'after', node: selected[0], at: null };
    }
    const ends = order.filter((other) => sidesOf(graph.nodes[other]).source && (outgoing.get(other) ?? []).length === 0);
    const end = ends.filter((other) => (incoming.get(other) ?? []).length > 0 || graph.nodes[other].kind === 'input').at(-1);
    if (end !== undefined) return { kind: 'after', node: end, at: null };
    const output = order.find((other) => graph.nodes[other].kind === 'output' && (incoming.get(other) ?? []).length > 0);
    const last = output === undefined ? undefined : incoming.get(output)?.[0];
    return last && goesOnWire ? { kind: 'wire', wire: last.edge[1] } : { kind: 'place', at: [0, 0], free: true };
  }

  function shapeBefore(place: Place): Shape | null {
    const inference = core.inference();
    const edge = place.kind === 'wire' ? core.graph().edges.find(([, target]) => target === place.wire) : undefined;
    const source = place.kind === 'after' ? place.node : edge && parseEndPoint(edge[0]).node;
    return source === undefined ? null : (inference?.nodes.get(source)?.outputShape ?? null);
  }

  function additionFor(node: GraphNode, id: string, place: Place, graphs: Graphs): Addition | null {
    switch (place.kind) {
      case 'place': {
        const addition = additionAt(node, id, place.at);
        if (place.free !== true) return addition;
        const [at] = Object.values(addition.positions);
        return { edges: [], positions: { [id]: freePlace(core.graph(), core.layout(), at, nodeSize(node, defaultScope(core.graph()))) } };
      }
      case 'after':
        return additionAfter(node, id, place.node, place.at, graphs);
      case 'before':
        return additionBefore(node, id, place.node, place.at);
      case 'wire':
        return additionOn(node, id, place.wire, graphs);
    }
  }

  return {
    /** Adds a layer and selects it; its id, or null where it does not go there. */
    add: (offer: Offer, target: AddTarget): string | null => {
      const { sides, brought, node: nodeBehind } = addable(offer);
      const place = target.kind === 'behindSelection' ? behindSelection(sides.target && sides.source) : target;
      const node = nodeBehind(shapeBefore(place));
      const id = newNodeId(node.kind, (taken) => taken in core.graph().nodes);
      const addition = additionFor(node, id, place, { ...core.document().graphs, ...brought });
      if (addition === null) {
        tell('cannotInsert', { name: offer.entry.text[core.language()].name });
        return null;
      }
      if (!edit({ addNodes: { [id]: node }, addEdges: addition.edges }, addition.positions, undefined, brought)) return null;
      view.select([id]);
      tell('added', { name: core.called(id) });
      return id;
    },

    /** Why two layers cannot be joined, or null. */
    whyNot: (from: string, to: string): ConnectionProblem | null => connection(from, to)?.problem ?? null,

    /** The way out that Enter takes. */
    firstRepair: (id: string): Repair | null => core.inference()?.nodes.get(id)?.problems[0]?.repairs[0] ?? null,

    /** What would make a refused wire fit, each drawing it at once; and the wire all the same, where a graph could hold it. */
    waysToConnect: (from: string, to: string): WaysToConnect => {
      const { graphs } = core.document();
      const inference = core.inference();
      return { repairs: inference ? connectionRepairs(graphs, graphId, inference, from, to) : [], anyway: connection(from, to)?.edit ?? null };
    },

    connectAnyway: (change: GraphEdit): boolean => edit(change),

    connect: (from: string, to: string): boolean => {
      const wanted = connection(from, to);
      if (wanted?.problem) core.refuse(wanted.problem);
      if (!wanted || wanted.problem || !wanted.edit || !edit(wanted.edit)) return false;
      tell('connected', { from: core.called(from), to: core.called(parseEndPoint(to).node) });
      return true;
    },

    /** What it would do to lead a wire from one layer to another. */
    wireMoved: (wire: string, from: string, to: string): Connection | null => movedWire(core.document().graphs, graphId, wire, from, to),

    moveWire: (wire: string, from: string, to: string): boolean => {
      const wanted = movedWire(core.document().graphs, graphId, wire, from, to);
      if (wanted?.problem) core.refuse(wanted.problem);
      if (!wanted || wanted.problem || !wanted.edit || !edit(wanted.edit)) return false;
      tell('connected', { from: core.called(from), to: core.called(parseEndPoint(to).node) });
      return true;
    },

    disconnect: (wire: string): void => {
      if (edit({ removeEdges: [wire] })) tell('disconnected');
    },

    /** With `keepChain`, what fed a removed layer feeds what it fed, where one input meets the outputs. */
    remove: (ids: readonly string[], keepChain: boolean): void => {
      const graph = core.graph();
      const gone = ids.filter((id) => id in graph.nodes);
      if (gone.length === 0) return;
      const names = gone.map(core.called);
      const change = keepChain ? removeWhereItFits(core.document().graphs, graphId, gone) : { ...noEdit, removeNodes: gone };
      const gap = keepChain && removeKeepingChain(graph, gone).addEdges.length > change.addEdges.length;
      if (!edit(change)) return;
      view.select([]);
      if (gone.length === 1) tell(gap ? 'removedGap' : change.addEdges.length > 0 ? 'removedKeeping' : 'removed', { name: names[0] });
      else tell('removedSeveral', { count: gone.length });
    },

    configure: (ids: readonly string[], field: string, value: ConfigValue | null): void => {
      edit({ configure: Object.fromEntries(ids.map((id) => [id, { [field]: value }])) }, {}, `configure ${graphId} ${ids.join(' ')} ${field}`);
    },

    rename: (id: string, title: string): void => {
      run({ type: 'updateNode', args: { graph: graphId, nodes: [id], title } }, { gesture: `title ${graphId} ${id}` });
    },

    /** What may stand in a layer's place, and the edit that puts it there. */
    replacements: (id: string): readonly Replacement[] => {
      const { graphs } = core.document();
      const inference = core.inference();
      return inference ? replacementsFor(graphs, graphId, inference, id) : [];
    },

    /** In place: the middle of the card stays where it is. */
    replace: (id: string, { edit: change }: Replacement): void => {
      const graph = core.graph();
      const [before, scope, place] = [core.called(id), defaultScope(graph), core.layout().positions[id]];
      const [was, is] = [nodeSize(graph.nodes[id], scope), nodeSize(change.addNodes[id], scope)];
      const positions: Positions = place ? { [id]: [Math.round(place[0] + (was.width - is.width) / 2), Math.round(place[1] + (was.height - is.height) / 2)] } : {};
      if (edit(change, positions)) tell('replaced', { before, after: core.called(id) });
    },

    bypass: (ids: readonly string[]): void => {
      const graph = core.graph();
      const layers = ids.filter((id) => id in graph.nodes && sidesOf(graph.nodes[id]).target && sidesOf(graph.nodes[id]).source);
      if (layers.length === 0) return;
      const bypassed = !layers.every((id) => graph.nodes[id].bypassed === true);
      if (run({ type: 'updateNode', args: { graph: graphId, nodes: layers, bypassed } })) tell(bypassed ? 'nowBypassed' : 'notBypassed', { count: layers.length });
    },

    repair: (repair: Repair): void => {
      const graph = core.graph();
      const placed = Object.entries(repair.edit.addNodes).map(([id, node]) => repairPlace(core, graph, id, node, repair.edit));
      if (!edit(repair.edit, Object.assign({}, ...placed))) return;
      tell('repaired', { repair: repairLabel(repair, core.language()) });
    },
  };
}

/** Where a repair puts a node: on the crown of the arc that it goes into, or between the nodes that it joins. */
export function repairPlace(core: Pick<ActionCore, 'layout' | 'view'>, graph: Graph, id: string, node: GraphNode, change: GraphEdit): Positions {
  const into = change.addEdges.find(([, target]) => parseEndPoint(target).node === id);
  const out = change.addEdges.find(([source]) => parseEndPoint(source).node === id);
  const source = into && parseEndPoint(into[0]).node;
  const target = out && parseEndPoint(out[1]).node;
  const layout = core.layout();
  if (source !== undefined && target !== undefined && source in graph.nodes && target in graph.nodes) {
    const onArc = core.view.store.getState().arcs.some((arc) => arc.id === out?.[1]);
    return (onArc ? placeOnCrown : placeBetween)(graph, layout, node, id, source, target);
  }
  if (source !== undefined && source in graph.nodes) return placeBehind(graph, layout, node, id, source);
  return { [id]: freePlace(graph, layout, [0, 0], nodeSize(node, defaultScope(graph))) };
}

/** The gate's schema speaks of arrays that it may keep. */
export function mutableEdit(change: GraphEdit) {
  return {
    ...change,
    addNodes: { ...change.addNodes },
    bypass: { ...change.bypass },
    removeNodes: [...change.removeNodes],
    configure: Object.fromEntries(Object.entries(change.configure).map(([id, fields]) => [id, { ...fields }])),
    addEdges: change.addEdges.map(([source, target]): [string, string] => [source, target]),
    removeEdges: [...change.removeEdges],
  };
}
