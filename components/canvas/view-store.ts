/** A canvas's own copy of its graph for React Flow: pointer moves and selection land here, never in the document or its history. */
import { applyNodeChanges, type NodeChange } from '@xyflow/react';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Graph } from '@/lib/graph/graph';
import type { Entry } from '@/lib/layout/rows';
import type { Direction, Layout, NotebookDocument } from '@/lib/notebook/document';
import type { NotebookStore } from '@/lib/stores/notebook-store';
import { selectNodes, useSelection } from '@/lib/stores/selection';
import { flowEdges, flowNodes } from './flow-graph';
import type { ArcWire, FlowEdge, FlowNode } from './flow-types';
import { separateInputs } from './ports';
import { shownLayout } from './shown-layout';

export type View = {
  readonly nodes: FlowNode[];
  /** As the document places them, whatever is being dragged. */
  readonly settled: readonly FlowNode[];
  readonly byId: ReadonlyMap<string, FlowNode>;
  readonly edges: FlowEdge[];
  readonly arcs: readonly ArcWire[];
  readonly direction: Direction;
  /** The wire that is selected, by its target's end point. */
  readonly wire: string | null;
};

export type CanvasView = {
  readonly store: StoreApi<View>;
  readonly connect: () => () => void;
  readonly change: (changes: readonly NodeChange<FlowNode>[]) => void;
  readonly select: (ids: readonly string[]) => void;
  readonly selectWire: (wire: string | null) => void;
  readonly selection: () => readonly string[];
};

function indexed(nodes: FlowNode[]): Pick<View, 'nodes' | 'byId'> {
  return { nodes, byId: new Map(nodes.map((node) => [node.id, node])) };
}

const emptyGraph: Graph = { name: '', nodes: {}, edges: [] };

type Options = { readonly canvasId: string; /** Laid out anew from top to bottom, whatever the notebook keeps: for narrow screens. */ readonly narrow: boolean; /** Of wires from row to row, in a net that is drawn in rows. */ readonly entries?: ReadonlyMap<string, Entry> };

export function createCanvasView(notebook: NotebookStore, graphId: string, { canvasId, narrow, entries }: Options): CanvasView {
  function build(document: NotebookDocument, before: View | null): View {
    const graph = document.graphs[graphId] ?? emptyGraph;
    const layout: Layout = shownLayout(graph, document.layout[graphId], narrow);
    const nodes = flowNodes(graph, document.graphs, layout, canvasId, before?.byId ?? new Map(), new Set(useSelection.getState().nodes[graphId]));
    const wires = flowEdges(graph, document.graphs, layout.direction, before?.edges ?? [], before?.arcs ?? [], entries);
    const wire = before !== null && graph.edges.some(([, target]) => target === before.wire) ? before.wire : null;
    return { ...indexed(nodes), settled: nodes, ...wires, direction: layout.direction, wire };
  }

  const store = createStore<View>(() => build(notebook.store.getState().document, null));

  /** Ports of the blocks here, which change with definitions elsewhere. */
  function portsKey({ graphs }: NotebookDocument): string {
    return Object.values(graphs[graphId]?.nodes ?? {}).map((node) => separateInputs(graphs, node).join(' ')).join(',');
  }

  /** Takes over selections that came from elsewhere (the outline). */
  function follow(selected: readonly string[] | undefined): void {
    const wanted = new Set(selected);
    const { nodes } = store.getState();
    if (nodes.every((node) => (node.selected === true) === wanted.has(node.id))) return;
    store.setState(indexed(nodes.map((node) => ((node.selected === true) === wanted.has(node.id) ? node : { ...node, selected: wanted.has(node.id) }))));
  }

  function connect(): () => void {
    store.setState((view) => build(notebook.store.getState().document, view));
    const leaveDocument = notebook.store.subscribe(({ document }, { document: before }) => {
      const same = document.graphs[graphId] === before.graphs[graphId] && document.layout[graphId] === before.layout[graphId];
      if (same && (document.graphs === before.graphs || portsKey(document) === portsKey(before))) return;
      store.setState((view) => build(document, view));
    });
    const leaveSelection = useSelection.subscribe(({ nodes }, before) => {
      if (nodes[graphId] !== before.nodes[graphId]) follow(nodes[graphId]);
    });
    return () => {
      leaveDocument();
      leaveSelection();
    };
  }

  function selection(): readonly string[] {
    return store.getState().nodes.flatMap((node) => (node.selected === true ? [node.id] : []));
  }

  return {
    store,
    connect,
    selection,
    change: (changes) => {
      if (changes.length === 0) return;
      store.setState((view) => indexed(applyNodeChanges([...changes], view.nodes)));
      if (!changes.some((change) => change.type === 'select')) return;
      const selected = selection();
      if (selected.length > 0) store.setState({ wire: null });
      selectNodes(graphId, selected);
    },
    select: (ids) => {
      store.setState({ wire: null });
      selectNodes(graphId, ids);
    },
    selectWire: (wire) => {
      if (wire !== null) selectNodes(graphId, []);
      store.setState({ wire });
    },
  };
}
