'use client';
/** Repairs of the selected problem as ghosts on the canvas, with their price, before one is taken. */
import { useReactFlow, useStoreApi, ViewportPortal } from '@xyflow/react';
import { CornerDownLeft } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { defaultScope } from '@/lib/graph/blocks';
import { resolveConfig } from '@/lib/graph/config';
import { parseEndPoint, type ConfigValue, type Graph, type GraphNode } from '@/lib/graph/graph';
import type { Repair } from '@/lib/graph/inference';
import { kindOf } from '@/lib/graph/registry';
import { repairLabel } from '@/lib/i18n/format';
import { useGraph } from '@/lib/stores/notebook-context';
import { signedNumber } from '@/lib/util/compact-number';
import { useCanvas, useView } from './canvas-context';
import { repairPlace } from './edit-actions';
import { categoryClass, Glyph } from './glyphs';
import { nodeHeading } from './node-text';
import { nodeSize } from './size';
import { boxOf, chainPath, quarterEllipse } from './wire-geometry';
import { boundsOf, fitted, motionTime, type Box } from './viewport';

const BETWEEN = 96;
/** Left of it is the palette, below the card of the problem. */
const ROOM = { left: 160, top: 14, right: 16, bottom: 222 };
const GHOST = { width: 236, height: 76 };

type Ghost = { readonly repair: Repair; readonly id: string; readonly node: GraphNode; readonly box: Box; readonly source: string | null; readonly target: string | null };

/** The layer as it would be: one that the repair adds, or a shortcut that it gives another form. Null for what is offered in words. */
function layerOf(repair: Repair, graph: Graph): { readonly id: string; readonly node: GraphNode } | null {
  const added = Object.entries(repair.edit.addNodes);
  if (added.length === 1) return { id: added[0][0], node: added[0][1] };
  const changed = Object.entries(repair.edit.configure);
  if (added.length > 0 || changed.length !== 1) return null;
  const [id, changes] = changed[0];
  const node = graph.nodes[id];
  if (node?.kind !== 'shortcut') return null;
  const config = Object.entries({ ...node.config, ...changes }).filter((entry): entry is [string, ConfigValue] => entry[1] !== null);
  return { id, node: { ...node, config: Object.fromEntries(config) } };
}

export function drawnAsGhost(repair: Repair | undefined, graph: Graph | undefined): boolean {
  return repair !== undefined && graph !== undefined && layerOf(repair, graph) !== null;
}

/** Ghosts stand one above the other over the place where their node would come, the first one topmost. */
function useGhosts(repairs: readonly Repair[]): readonly Ghost[] {
  const { graphId, actions, view } = useCanvas();
  const graph = useGraph(graphId);
  const right = useView((state) => state.direction === 'right');
  if (!graph) return [];
  const drawn = repairs.flatMap((repair) => {
    const layer = layerOf(repair, graph);
    return layer === null ? [] : [{ repair, ...layer }];
  });
  const end = (edge: readonly [string, string] | undefined, side: 0 | 1) => (edge ? parseEndPoint(edge[side]).node : null);
  return drawn.map(({ repair, id, node }, index): Ghost => {
    const standing = view.store.getState().byId.get(id)?.position;
    const place = standing ? [standing.x, standing.y] : (repairPlace({ layout: actions.layout, view }, graph, id, node, repair.edit)[id] ?? [0, 0]);
    const size = nodeSize(node, defaultScope(graph));
    const lift = (drawn.length - index - 1 + 0.5) * BETWEEN;
    const edges = [...repair.edit.addEdges, ...graph.edges];
    return {
      repair,
      id,
      node,
      box: { x: place[0] + (size.width - GHOST.width) / 2 + (right ? 0 : lift), y: place[1] + (size.height - GHOST.height) / 2 - (right ? lift : 0), ...GHOST },
      source: end(edges.find(([, target]) => parseEndPoint(target).node === id), 0),
      target: end(edges.find(([source]) => parseEndPoint(source).node === id), 1),
    };
  });
}

export function RepairGhosts({ repairs }: { readonly repairs: readonly Repair[] }) {
  const { graphId } = useCanvas();
  const graph = useGraph(graphId);
  const ghosts = useGhosts(repairs);
  useRoomFor(ghosts);
  if (!graph || ghosts.length === 0) return null;
  return (
    <ViewportPortal>
      <svg className="arcs ghosts" aria-hidden="true">
        {ghosts.map((ghost, index) => (
          <GhostWires key={ghost.repair.code + ghost.id} ghost={ghost} first={index === 0} />
        ))}
      </svg>
      {ghosts.map((ghost, index) => (
        <GhostCard key={ghost.repair.code + ghost.id} ghost={ghost} graph={graph} first={index === 0} />
      ))}
    </ViewportPortal>
  );
}

/** Moves the view so that all ghosts are seen, with room for the problem's card below. */
function useRoomFor(ghosts: readonly Ghost[]): void {
  const { view } = useCanvas();
  const flow = useReactFlow();
  const store = useStoreApi();
  const key = ghosts.map(({ id, box }) => `${id} ${box.x} ${box.y}`).join();
  const boxes = useRef<readonly Box[]>([]);
  useEffect(() => {
    boxes.current = ghosts.map(({ box }) => box);
  });
  useEffect(() => {
    if (key === '') return;
    const bounds = joined([boundsOf(view.store.getState()), ...boxes.current]);
    const { width, height, transform } = store.getState();
    const [x, y, zoom] = transform;
    const top = Math.min(...boxes.current.map((box) => box.y)) * zoom + y;
    if (bounds && (top < 0 || x + bounds.x * zoom < 0)) void flow.setViewport(fitted(bounds, width, height, ROOM), { duration: motionTime() });
  }, [key, view, flow, store]);
}

function joined(boxes: readonly (Box | null)[]): Box | null {
  const all = boxes.filter((box) => box !== null);
  if (all.length === 0) return null;
  const [x, y] = [Math.min(...all.map((box) => box.x)), Math.min(...all.map((box) => box.y))];
  return { x, y, width: Math.max(...all.map((box) => box.x + box.width)) - x, height: Math.max(...all.map((box) => box.y + box.height)) - y };
}

function GhostWires({ ghost, first }: { readonly ghost: Ghost; readonly first: boolean }) {
  const source = useView((view) => (ghost.source === null ? undefined : view.byId.get(ghost.source)));
  const target = useView((view) => (ghost.target === null ? undefined : view.byId.get(ghost.target)));
  const direction = useView((view) => view.direction);
  const { box } = ghost;
  const above = source !== undefined && (direction === 'right' ? box.y + box.height < boxOf(source).y : box.x > boxOf(source).x + boxOf(source).width);
  const paths: string[] = [];
  if (source) paths.push(above ? quarterEllipse(boxOf(source), box, 'rising', direction).d : chainPath([boxOf(source).x + boxOf(source).width, boxOf(source).y + boxOf(source).height / 2], [box.x, box.y + box.height / 2], false).d);
  if (target) paths.push(above ? quarterEllipse(box, boxOf(target), 'falling', direction).d : chainPath([box.x + box.width, box.y + box.height / 2], [boxOf(target).x, boxOf(target).y + boxOf(target).height / 2], false).d);
  return paths.map((d) => <path key={d} className={first ? 'wire ghost' : 'wire ghost faint'} d={d} />);
}

function GhostCard({ ghost, graph, first }: { readonly ghost: Ghost; readonly graph: Graph; readonly first: boolean }) {
  const t = useTranslations('canvas');
  const language = useLocale();
  const { actions, editable } = useCanvas();
  const { node, repair, box } = ghost;
  const kind = kindOf(node.kind);
  const { config } = resolveConfig(kind?.fields ?? {}, node.config, defaultScope(graph));
  const { title, detail } = nodeHeading(node, config, undefined, language);
  const [parameters, multiplyAdds] = [signedNumber(repair.cost.parameters), signedNumber(repair.cost.multiplyAdds)];
  return (
    <div className={`node ghost ${categoryClass(node.kind)} nodrag nopan`} style={{ transform: `translate(${box.x}px, ${box.y}px)`, width: box.width, height: box.height }}>
      <div className="head">
        <Glyph kind={node.kind} />
        <span className="title">{title}</span>
      </div>
      <div className="detail">{detail}</div>
      <div className="foot">
        <span>
          <i>θ</i> {parameters}
        </span>
        <span>
          <i>×+</i> {multiplyAdds}
        </span>
      </div>
      {editable && (
        <button type="button" className={first ? 'tag apply first' : 'tag apply'} aria-label={t('applyRepairLabel', { repair: repairLabel(repair, language), parameters, multiplyAdds })} onClick={() => actions.repair(repair)}>
          {t('applyRepair')}
          {first && <CornerDownLeft size={10} strokeWidth={2.2} aria-hidden="true" />}
        </button>
      )}
    </div>
  );
}
