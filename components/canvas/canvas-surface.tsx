'use client';
/** React Flow with our nodes, wires and gestures; the parts that float over it; and the live region. */
import { ReactFlow, useStoreApi, type AriaLabelConfig, type NodeChange } from '@xyflow/react';
import { useEffect, useMemo, useRef, type MouseEvent as ReactMouseEvent, type RefObject } from 'react';
import { useTranslations } from 'use-intl';
import { useStore } from 'zustand';
import { useGraph } from '@/lib/stores/notebook-context';
import { exposeCounters } from '@/lib/stores/counters';
import { useRoute } from '@/lib/stores/entered-blocks';
import { takeStart } from '@/lib/stores/looks';
import { useReveal } from '@/lib/stores/reveal';
import { FrameNode, NoteNode } from './annotation-nodes';
import { Arcs } from './arcs';
import { useBlockTravel } from './block-travel';
import type { Focus } from './canvas-actions';
import { useCanvas, useView } from './canvas-context';
import { ConnectionLine, ReasonAtPointer } from './connection-line';
import { createDragging } from './dragging';
import type { FlowEdge, FlowNode } from './flow-types';
import { Guides } from './guides';
import { Inspector, type Dock } from './inspector';
import { LayerNode } from './layer-node';
import { LevelOfDetail } from './level-of-detail';
import { LiveRegion } from './live-region';
import { useLook } from './look';
import { Menus } from './menus';
import { FarPicture, MiniMap } from './overview';
import { DragGhost, Palette } from './palette';
import { PhoneBar } from './phone-bar';
import { RegionLabels, RegionOutlines } from './regions';
import { SelectedProblem } from './problem-card';
import { useCanvasKeys } from './use-canvas-keys';
import { useViewMoves } from './use-canvas-view';
import { LEAST_ZOOM, MOST_ZOOM } from './viewport';
import { createWireEvents } from './wire-events';
import { WireTools } from './wire-tools';
import { Wire } from './wires';
import { ZoomBar } from './zoom-bar';

/** In the column of a notebook; a picture in it on a narrow screen; or over the whole narrow screen. */
export type Mode = 'inline' | 'picture' | 'full';

const nodeTypes = { layer: LayerNode, frame: FrameNode, note: NoteNode };
const edgeTypes = { wire: Wire };
const noNodes: FlowNode[] = [];
const noEdges: FlowEdge[] = [];
/** Of the circle at a wire's end by which it is taken elsewhere, px; the port covers its inner part. */
const RECONNECT = 12;
const MANY_NODES = 300;
const FEW_NODES = 12;
const picture = { panOnDrag: false, zoomOnPinch: false, nodesDraggable: false, nodesConnectable: false, elementsSelectable: false, nodesFocusable: false } as const;

function useAriaLabels(): Partial<AriaLabelConfig> {
  const t = useTranslations('canvas');
  return useMemo(
    () => ({
      // React Flow takes the second one while its keyboard support is on.
      'node.a11yDescription.default': t('nodeKeys'),
      'node.a11yDescription.keyboardDisabled': t('nodeKeys'),
      'node.a11yDescription.ariaLiveMessage': () => '',
      'edge.a11yDescription.default': '',
      'minimap.ariaLabel': t('minimap'),
      'handle.ariaLabel': t('handle'),
    }),
    [t],
  );
}

export function CanvasSurface({ mode, focus }: { readonly mode: Mode; readonly focus: Focus }) {
  const t = useTranslations('canvas');
  const parts = useCanvas();
  const { canvasId, graphId, editable, view, overlay } = parts;
  const { enter } = useBlockTravel();
  const look = useLook();
  const route = useRoute();
  const root = useRef<HTMLDivElement>(null);
  const dots = useRef<HTMLDivElement>(null);
  const store = useStoreApi();
  const graph = useGraph(graphId);
  const nodes = useView((state) => state.nodes);
  const edges = useView((state) => state.edges);
  const direction = useView((state) => state.direction);
  const zoomedFar = useStore(overlay, (state) => state.far);
  const moves = useViewMoves(root, view);
  const onKeyDown = useCanvasKeys(root, moves, mode !== 'picture');
  const ariaLabelConfig = useAriaLabels();
  const dragging = useMemo(() => createDragging(parts), [parts]);
  const events = useMemo(() => createWireEvents(parts, store, moves.zoomInto), [parts, store, moves]);
  const far = zoomedFar && nodes.length > MANY_NODES;
  const live = mode !== 'picture';
  const changeable = editable && live;
  const dock: Dock = mode === 'full' ? 'sheet' : direction === 'down' ? 'beside' : 'below';

  useEffect(() => {
    exposeCounters();
    focus.provide(moves);
  }, [focus, moves]);
  const settled = useView((state) => (mode === 'picture' ? state.settled : null));
  const placedFor = useRef<string | null>(null);
  useEffect(() => {
    if (placedFor.current === direction && live) return;
    const start = placedFor.current === null && live ? takeStart(look?.route ?? route ?? { root: graphId, path: [] }) : null;
    placedFor.current = direction;
    if (start) moves.start(start);
    else moves.fit(false);
  }, [moves, direction, settled, live, look, route, graphId]);
  useEffect(
    () =>
      useReveal.subscribe(({ graph: asked, node }) => {
        if (asked !== graphId || !live) return;
        overlay.setState({ hints: node });
        moves.focusNode(node);
      }),
    [graphId, live, overlay, moves],
  );
  useWheel(root, moves.zoomAt, live);

  function onDoubleClick(event: ReactMouseEvent): void {
    const target = event.target;
    const block = target instanceof Element ? target.closest<HTMLElement>('.react-flow__node')?.dataset.id : undefined;
    if (live && block !== undefined && enter(block)) return;
    if (!changeable || !(target instanceof Element) || !target.classList.contains('react-flow__pane') || !root.current) return;
    const box = root.current.getBoundingClientRect();
    const { transform } = store.getState();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    overlay.setState({ menu: { kind: 'add', target: { kind: 'place', at: [(x - transform[0]) / transform[2], (y - transform[1]) / transform[2]] }, x, y } });
  }

  return (
    <div
      ref={root}
      id={canvasId}
      className={`layer-canvas ${mode}`}
      data-canvas-root
      data-direction={direction}
      data-look={look?.kind}
      data-lod="near"
      tabIndex={live ? 0 : -1}
      role="group"
      aria-label={t('canvasLabel', { name: graph?.name ?? '' })}
      onKeyDownCapture={onKeyDown}
      onDoubleClick={onDoubleClick}
    >
      <div ref={dots} className="dots" aria-hidden="true" />
      <ReactFlow<FlowNode, FlowEdge>
        nodes={far ? noNodes : nodes}
        edges={far ? noEdges : edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={(changes: NodeChange<FlowNode>[]) => dragging.onNodesChange(changes)}
        {...dragging.handlers}
        {...events}
        onlyRenderVisibleElements
        connectionLineComponent={ConnectionLine}
        connectionRadius={24}
        edgesReconnectable={changeable}
        reconnectRadius={RECONNECT}
        connectOnClick
        zoomOnDoubleClick={false}
        ariaLabelConfig={ariaLabelConfig}
        deleteKeyCode={null}
        panActivationKeyCode={null}
        zoomActivationKeyCode={null}
        zoomOnScroll={false}
        preventScrolling={false}
        minZoom={LEAST_ZOOM}
        maxZoom={MOST_ZOOM}
        edgesFocusable={false}
        elevateNodesOnSelect={false}
        elevateEdgesOnSelect={false}
        nodeDragThreshold={3}
        autoPanOnNodeFocus={false}
        nodesConnectable={changeable}
        nodesDraggable={changeable && mode === 'inline'}
        {...(live ? {} : picture)}
      >
        <LevelOfDetail canvasRef={root} dotsRef={dots} />
        <RegionOutlines />
        {far ? <FarPicture /> : <Arcs />}
        {live && <Guides />}
        {changeable && <WireTools />}
      </ReactFlow>
      {live && <RegionLabels />}
      {live && <ReasonAtPointer />}
      {graph && Object.keys(graph.nodes).length === 0 && live && <p className="canvas-empty">{t('emptyGraph')}</p>}
      {mode === 'inline' && changeable && <Palette openSearch={() => openSearch()} />}
      {mode === 'inline' && <ZoomBar moves={moves} />}
      {mode === 'inline' && nodes.length >= FEW_NODES && <MiniMap />}
      {live && <SelectedProblem floating={mode === 'inline'} />}
      {live && <Inspector dock={dock} />}
      {mode === 'full' && <PhoneBar moves={moves} openSearch={() => openSearch()} />}
      {live && <Menus />}
      {live && <LiveRegion />}
      {changeable && <DragGhost />}
    </div>
  );

  function openSearch(): void {
    overlay.setState({ menu: { kind: 'add', target: { kind: 'behindSelection' }, x: mode === 'inline' ? 12 : 16, y: 12 } });
  }
}

/** The wheel scrolls the page; with Ctrl or Cmd it zooms at the pointer. A sequence that the browser already scrolls by is left alone. */
function useWheel(root: RefObject<HTMLElement | null>, zoomAt: (factor: number, x: number, y: number) => void, live: boolean): void {
  useEffect(() => {
    const element = root.current;
    if (!element || !live) return undefined;
    function onWheel(event: WheelEvent): void {
      if (!event.ctrlKey && !event.metaKey) return;
      event.stopPropagation();
      if (!event.cancelable) return;
      event.preventDefault();
      const size = event.deltaMode === 1 ? 0.05 : event.deltaMode === 2 ? 1 : 0.002;
      zoomAt(2 ** (-event.deltaY * size * (event.ctrlKey && Math.abs(event.deltaY) < 50 ? 5 : 1)), event.clientX, event.clientY);
    }
    element.addEventListener('wheel', onWheel, { passive: false, capture: true });
    return () => element.removeEventListener('wheel', onWheel, { capture: true });
  }, [root, zoomAt, live]);
}
