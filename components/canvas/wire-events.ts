/** What React Flow tells of wires: drawn by dragging or by two taps, dropped where they may end, where they may not, or on nothing. */
import type { Connection, FinalConnectionState, useStoreApi } from '@xyflow/react';
import type { MouseEvent as ReactMouseEvent } from 'react';
import type { Problem } from '@/lib/util/problem';
import type { CanvasParts } from './canvas-context';
import type { FlowEdge, FlowNode } from './flow-types';
import { endAt } from './ports';

export function createWireEvents({ actions, overlay, view, canvasId }: CanvasParts, store: ReturnType<typeof useStoreApi>, zoomIn: (x: number, y: number) => void) {
  /** Says why a wire cannot be, and where something would make it fit offers that. */
  function refused(source: string, target: string, problem: Problem, x: number, y: number): void {
    actions.refuse(problem);
    if (overlay.getState().moving !== null) return;
    const { repairs, anyway } = actions.waysToConnect(source, target);
    if (repairs.length > 0 || anyway !== null) overlay.setState({ menu: { kind: 'refused', from: source, to: target, x, y } });
  }

  /** On the body of a layer a wire takes a free input; on nothing it asks which layer shall stand there. */
  function dropped(event: MouseEvent | TouchEvent, state: FinalConnectionState): void {
    const from = state.fromHandle;
    const box = document.getElementById(canvasId)?.getBoundingClientRect();
    if (!from || !box) return;
    const point = 'changedTouches' in event ? event.changedTouches[0] : event;
    const forward = from.type === 'source';
    const { transform } = store.getState();
    const [x, y] = [point.clientX - box.left, point.clientY - box.top];
    if (state.toHandle) {
      const [own, other] = [endAt(from.nodeId, from.id), endAt(state.toHandle.nodeId, state.toHandle.id)];
      const [source, target] = forward ? [own, other] : [other, own];
      const problem = from.type === state.toHandle.type ? null : actions.whyNot(source, target);
      if (problem) refused(source, target, problem, x, y);
      else actions.tell('wireDirection');
      return;
    }
    const body = document.elementFromPoint(point.clientX, point.clientY)?.closest<HTMLElement>('.react-flow__node')?.dataset.id;
    if (body !== undefined && body in actions.graph().nodes) {
      const [source, target] = forward ? [from.nodeId, body] : [body, endAt(from.nodeId, from.id)];
      const problem = body === from.nodeId ? null : actions.whyNot(source, target);
      if (problem) refused(source, target, problem, x, y);
      else if (body !== from.nodeId) actions.connect(source, target);
      return;
    }
    if (overlay.getState().moving !== null) return;
    if (x < 0 || y < 0 || x > box.width || y > box.height) return;
    overlay.setState({ menu: { kind: 'add', target: { kind: forward ? 'after' : 'before', node: from.nodeId, at: [(x - transform[0]) / transform[2], (y - transform[1]) / transform[2]] }, x, y } });
  }

  return {
    isValidConnection: (wire: Connection | FlowEdge) => actions.whyNot(wire.source, endAt(wire.target, wire.targetHandle)) === null,
    onConnect: (wire: Connection) => {
      actions.connect(wire.source, endAt(wire.target, wire.targetHandle));
    },
    onReconnectStart: (_event: ReactMouseEvent, edge: FlowEdge) => overlay.setState({ moving: edge.id, hoveredWire: null }),
    onReconnect: (_edge: FlowEdge, wire: Connection) => {
      actions.connect(wire.source, endAt(wire.target, wire.targetHandle));
    },
    onReconnectEnd: () => overlay.setState({ moving: null }),
    onConnectEnd: (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
      if (state.isValid !== true) dropped(event, state);
    },
    onClickConnectStart: (_event: MouseEvent | TouchEvent, { nodeId }: { nodeId: string | null }) => {
      if (nodeId !== null) actions.tell('linkStarted', { name: actions.called(nodeId) });
    },
    /** The state that comes with it knows no target, so both ends are looked up. */
    onClickConnectEnd: (event: MouseEvent | TouchEvent) => {
      const start = store.getState().connectionClickStartHandle;
      const to = event.target instanceof Element ? event.target.closest<HTMLElement>('.react-flow__handle')?.dataset : undefined;
      if (!start || to?.nodeid === undefined) return;
      const [own, other] = [endAt(start.nodeId, start.id), endAt(to.nodeid, to.handleid)];
      const [source, target] = start.type === 'source' ? [own, other] : [other, own];
      const problem = actions.whyNot(source, target);
      const box = document.getElementById(canvasId)?.getBoundingClientRect();
      const point = 'changedTouches' in event ? event.changedTouches[0] : event;
      if (problem && box) refused(source, target, problem, point.clientX - box.left, point.clientY - box.top);
    },
    onEdgeClick: (_event: ReactMouseEvent, edge: FlowEdge) => view.selectWire(edge.id),
    onEdgeMouseEnter: (_event: ReactMouseEvent, edge: FlowEdge) => overlay.setState({ hoveredWire: edge.id }),
    onEdgeMouseLeave: (event: ReactMouseEvent) => {
      const to = event.relatedTarget;
      if (!(to instanceof Element && to.closest('.wire-tools'))) overlay.setState({ hoveredWire: null });
    },
    onNodeClick: (event: ReactMouseEvent, node: FlowNode) => {
      if (!event.shiftKey && !event.ctrlKey && !event.metaKey && view.selection().length > 1) view.select([node.id]);
      actions.showNode(node.id);
    },
    onPaneClick: (event: ReactMouseEvent) => {
      if (overlay.getState().far && store.getState().nodes.length === 0) zoomIn(event.clientX, event.clientY);
      view.select([]);
      store.setState({ connectionClickStartHandle: null });
    },
  };
}
