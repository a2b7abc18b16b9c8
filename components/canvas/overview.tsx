'use client';
/** The graph in a handful of paths: the map in the corner, and the picture of a large graph that is zoomed far out. */
import { useReactFlow, useStoreApi, ViewportPortal } from '@xyflow/react';
import { memo, useEffect, useMemo, useRef, type PointerEvent } from 'react';
import { useTranslations } from 'use-intl';
import type { Graph } from '@/lib/graph/graph';
import { useGraph } from '@/lib/stores/notebook-context';
import { useCanvas, useView } from './canvas-context';
import { categoryClass } from './glyphs';
import { boundsOf, type Box, type Drawn } from './viewport';
import { arcPath, boxOf, chainPath, entryPath } from './wire-geometry';

/** The browser passes over a path that is out of view, but draws all of one that is partly in it. */
const CHUNK = 48;
const emptyGraph: Graph = { name: '', nodes: {}, edges: [] };

type Chunk = { readonly boxes: Map<string, string>; chain: string; skip: string };
export type Paths = { readonly chunks: readonly Chunk[]; readonly bounds: Box };

export function pathsOf(graph: Graph, view: Drawn): Paths {
  const chunks: Chunk[] = [];
  const chunkOf = new Map<string, Chunk>();
  const layers = view.nodes.filter((node) => node.type === 'layer');
  layers.forEach((node, index) => {
    if (index % CHUNK === 0) chunks.push({ boxes: new Map(), chain: '', skip: '' });
    const chunk = chunks[chunks.length - 1];
    chunkOf.set(node.id, chunk);
    const { x, y, width, height } = boxOf(node);
    const colours = categoryClass(graph.nodes[node.id]?.kind ?? '');
    chunk.boxes.set(colours, `${chunk.boxes.get(colours) ?? ''}M${x} ${y}h${width}v${height}h${-width}z`);
  });
  const down = view.direction === 'down';
  for (const edge of view.edges) {
    const [source, target] = [view.byId.get(edge.source), view.byId.get(edge.target)];
    const chunk = chunkOf.get(edge.source);
    if (!source || !target || !chunk) continue;
    const [from, to] = [boxOf(source), boxOf(target)];
    const entry = edge.data?.entry;
    chunk.chain += entry ? entryPath([from.x + from.width, from.y + from.height / 2], entry, [to.x, to.y + to.height / 2]).d : down
      ? chainPath([from.x + from.width / 2, from.y + from.height], [to.x + to.width / 2, to.y], true).d
      : chainPath([from.x + from.width, from.y + from.height / 2], [to.x, to.y + to.height / 2], false).d;
  }
  for (const arc of view.arcs) {
    const [source, target] = [view.byId.get(arc.source), view.byId.get(arc.target)];
    const chunk = chunkOf.get(arc.source);
    if (source && target && chunk) chunk.skip += arcPath(arc, boxOf(source), boxOf(target), view.direction).d;
  }
  return { chunks, bounds: boundsOf(view) ?? { x: 0, y: 0, width: 1, height: 1 } };
}

export function usePaths(): Paths {
  const { graphId } = useCanvas();
  const graph = useGraph(graphId) ?? emptyGraph;
  const settled = useView((state) => state.settled);
  const edges = useView((state) => state.edges);
  const arcs = useView((state) => state.arcs);
  const direction = useView((state) => state.direction);
  // What is being dragged is drawn here when it comes to rest: the paths follow the document, not the pointer.
  return useMemo(() => pathsOf(graph, { nodes: settled, byId: new Map(settled.map((node) => [node.id, node])), edges, arcs, direction }), [graph, settled, edges, arcs, direction]);
}

const Picture = memo(function Picture({ paths }: { readonly paths: Paths }) {
  return paths.chunks.map((chunk, index) => (
    <g key={index}>
      <path className="picture-chain" d={chunk.chain} />
      <path className="picture-skip" d={chunk.skip} />
      {[...chunk.boxes].map(([colours, d]) => (
        <path key={colours} className={`picture-box ${colours}`} d={d} />
      ))}
    </g>
  ));
});

/** In place of a thousand elements. */
export function FarPicture() {
  const paths = usePaths();
  return (
    <ViewportPortal>
      <svg className="arcs far-picture" aria-hidden="true">
        <Picture paths={paths} />
      </svg>
    </ViewportPortal>
  );
}

export function MiniMap() {
  const t = useTranslations('canvas');
  const paths = usePaths();
  const frame = useRef<SVGRectElement>(null);
  const store = useStoreApi();
  const flow = useReactFlow();
  useEffect(() => {
    const follow = (): void => {
      const { transform, width, height } = store.getState();
      const [x, y, zoom] = transform;
      const values = { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
      for (const [name, value] of Object.entries(values)) frame.current?.setAttribute(name, String(value));
    };
    follow();
    return store.subscribe(follow);
  }, [store]);
  function go(event: PointerEvent<SVGSVGElement>): void {
    const matrix = event.currentTarget.getScreenCTM();
    if (event.buttons === 0 || !matrix) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    void flow.setCenter(point.x, point.y, { zoom: flow.getZoom() });
  }
  const { x, y, width, height } = paths.bounds;
  return (
    <svg className="panel minimap" role="img" aria-label={t('minimap')} viewBox={`${x - width * 0.04} ${y - height * 0.04} ${width * 1.08} ${height * 1.08}`} onPointerDown={go} onPointerMove={go}>
      <Picture paths={paths} />
      <rect ref={frame} className="minimap-window" />
    </svg>
  );
}
