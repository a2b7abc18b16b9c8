/** Dragging on one canvas: snap and guide lines while the pointer is down, one command when it is lifted. */
import type { NodeChange } from '@xyflow/react';
import type { CanvasParts } from './canvas-context';
import type { FlowNode } from './flow-types';
import { noGuides } from './overlay-store';
import { snapped } from './snapping';
import { boxOf } from './wire-geometry';

type Position = { readonly x: number; readonly y: number };

export function createDragging({ view, overlay, actions, notebook }: CanvasParts) {
  let release: (() => void) | null = null;
  /** Where nodes that a dragged frame holds were, relative to the frame. */
  let held: ReadonlyMap<string, { readonly frame: string; readonly dx: number; readonly dy: number }> = new Map();

  function hold(dragged: readonly FlowNode[]): void {
    release?.();
    release = notebook.holdHistory();
    const ids = new Set(dragged.map((node) => node.id));
    const inside = new Map<string, { readonly frame: string; readonly dx: number; readonly dy: number }>();
    for (const frame of dragged) {
      if (frame.type !== 'frame') continue;
      const outer = boxOf(frame);
      for (const node of view.store.getState().nodes) {
        const box = boxOf(node);
        const within = box.x >= outer.x && box.y >= outer.y && box.x + box.width <= outer.x + outer.width && box.y + box.height <= outer.y + outer.height;
        if (within && !ids.has(node.id)) inside.set(node.id, { frame: frame.id, dx: box.x - outer.x, dy: box.y - outer.y });
      }
    }
    held = inside;
  }

  /** The same correction for all that are dragged together: that of the first. */
  function corrected(changes: readonly NodeChange<FlowNode>[]): readonly NodeChange<FlowNode>[] {
    const moving = changes.flatMap((change) => (change.type === 'position' && change.position ? [{ id: change.id, position: change.position }] : []));
    const { byId, nodes } = view.store.getState();
    const lead = moving.length > 0 ? byId.get(moving[0].id) : undefined;
    if (!lead || release === null) return changes;
    const ids = new Set(moving.map(({ id }) => id));
    const { dx, dy, guides } = snapped(lead, moving[0].position.x, moving[0].position.y, nodes.filter((node) => node.type === 'layer' && !ids.has(node.id) && !held.has(node.id)));
    const before = overlay.getState().guides;
    if (before.x !== guides.x || before.y !== guides.y) overlay.setState({ guides });
    return changes.map((change) => (change.type === 'position' && change.position ? { ...change, position: { x: change.position.x + dx, y: change.position.y + dy } } : change));
  }

  function withHeld(changes: readonly NodeChange<FlowNode>[]): readonly NodeChange<FlowNode>[] {
    if (held.size === 0) return changes;
    const frames = new Map(changes.flatMap((change): [string, Position][] => (change.type === 'position' && change.position ? [[change.id, change.position]] : [])));
    const carried = [...held].flatMap(([id, { frame, dx, dy }]): NodeChange<FlowNode>[] => {
      const at = frames.get(frame);
      return at ? [{ type: 'position', id, position: { x: at.x + dx, y: at.y + dy } }] : [];
    });
    return [...changes, ...carried];
  }

  function drop(): void {
    release?.();
    release = null;
    if (overlay.getState().guides !== noGuides) overlay.setState({ guides: noGuides });
  }

  return {
    onNodesChange: (changes: readonly NodeChange<FlowNode>[]): void => {
      // Sizes are ours, and removal is a command.
      const wanted = changes.filter((change) => change.type === 'position' || change.type === 'select' || (change.type === 'dimensions' && change.resizing === true));
      view.change(withHeld(corrected(wanted)));
    },
    handlers: {
      onNodeDragStart: (_event: unknown, node: FlowNode, nodes: FlowNode[]) => hold(nodes.length > 0 ? nodes : [node]),
      onSelectionDragStart: (_event: unknown, nodes: FlowNode[]) => hold(nodes),
      onNodeDragStop: (_event: unknown, node: FlowNode, nodes: FlowNode[]) => commit(nodes.length > 0 ? nodes : [node]),
      onSelectionDragStop: (_event: unknown, nodes: FlowNode[]) => commit(nodes),
    },
  };

  function commit(dragged: readonly FlowNode[]): void {
    const { byId } = view.store.getState();
    const ids = new Set([...dragged.map((node) => node.id), ...held.keys()]);
    drop();
    held = new Map();
    actions.commitMoves([...ids].flatMap((id) => byId.get(id) ?? []));
  }
}
