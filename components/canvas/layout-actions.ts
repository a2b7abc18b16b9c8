/** Actions that change only how a graph is laid out: tidy, direction, nudge, frames and notes. */
import { defaultScope } from '@/lib/graph/blocks';
import type { Direction, Frame, Note } from '@/lib/notebook/document';
import { freshId } from '@/lib/util/ids';
import type { ActionCore } from './action-core';
import { NOTE } from './flow-graph';
import { annotationId, frameNodeId, noteNodeId } from './flow-types';
import type { Positions } from './placement';
import { nodeSize } from './size';
import { tidied } from './tidy';
import type { Point } from './wire-geometry';

const NUDGE_REST_MS = 500;
const FRAME_MARGIN = 20;
const FRAME_TITLE = 30;

export type MovedNode = { readonly id: string; readonly position: { readonly x: number; readonly y: number }; readonly width?: number; readonly height?: number };

export function createLayoutActions(core: ActionCore) {
  const { graphId, run, tell, view, notebook } = core;
  let rest: ReturnType<typeof setTimeout> | undefined;

  /** Layers, frames and notes that were moved together are one step of the history. */
  function commitMoves(moved: readonly MovedNode[], gesture = `move ${graphId}`): void {
    const layout = core.layout();
    const boxes = new Map(moved.map((node) => [node.id, node]));
    const positions: Record<string, [number, number]> = {};
    for (const { id, position } of moved) if (id in core.graph().nodes) positions[id] = [position.x, position.y];
    if (Object.keys(positions).length > 0) run({ type: 'moveNodes', args: { graph: graphId, positions } }, { gesture });
    const frames = (layout.frames ?? []).map((frame): Frame => {
      const box = boxes.get(frameNodeId(frame.id));
      return box ? { ...frame, box: [box.position.x, box.position.y, box.width ?? frame.box[2], box.height ?? frame.box[3]] } : frame;
    });
    const notes = (layout.notes ?? []).map((note): Note => {
      const box = boxes.get(noteNodeId(note.id));
      return box ? { ...note, position: [box.position.x, box.position.y] } : note;
    });
    const touched = moved.some(({ id }) => !(id in core.graph().nodes));
    if (touched) run({ type: 'setAnnotations', args: { graph: graphId, frames, notes } }, { gesture });
  }

  function boxAround(ids: readonly string[]): [number, number, number, number] | null {
    const graph = core.graph();
    const layout = core.layout();
    const scope = defaultScope(graph);
    const boxes = ids.flatMap((id) => {
      const place = layout.positions[id];
      return id in graph.nodes && place ? [{ x: place[0], y: place[1], ...nodeSize(graph.nodes[id], scope) }] : [];
    });
    if (boxes.length === 0) return null;
    const [left, top] = [Math.min(...boxes.map((box) => box.x)), Math.min(...boxes.map((box) => box.y))];
    const [right, bottom] = [Math.max(...boxes.map((box) => box.x + box.width)), Math.max(...boxes.map((box) => box.y + box.height))];
    return [left - FRAME_MARGIN, top - FRAME_MARGIN - FRAME_TITLE, right - left + 2 * FRAME_MARGIN, bottom - top + 2 * FRAME_MARGIN + FRAME_TITLE];
  }

  function setFrames(frames: readonly Frame[], gesture?: string): boolean {
    return run({ type: 'setAnnotations', args: { graph: graphId, frames: [...frames] } }, gesture === undefined ? {} : { gesture });
  }

  function setNotes(notes: readonly Note[], gesture?: string): boolean {
    return run({ type: 'setAnnotations', args: { graph: graphId, notes: [...notes] } }, gesture === undefined ? {} : { gesture });
  }

  return {
    commitMoves: (moved: readonly MovedNode[]): void => {
      notebook.endGesture();
      commitMoves(moved);
      notebook.endGesture();
    },

    /** Moves what is selected; a burst of keys is one step. */
    nudge: (dx: number, dy: number): void => {
      const { byId } = view.store.getState();
      const moved = view.selection().flatMap((id) => {
        const node = byId.get(id);
        return node ? [{ id, position: { x: node.position.x + dx, y: node.position.y + dy } }] : [];
      });
      if (moved.length === 0) return;
      commitMoves(moved, `nudge ${graphId}`);
      clearTimeout(rest);
      rest = setTimeout(() => notebook.endGesture(), NUDGE_REST_MS);
    },

    /** Lays out all layers, or only those that are selected where several are; pinned ones stay. */
    tidy: (direction?: Direction): void => {
      const graph = core.graph();
      const layout = core.layout();
      const wanted = direction ?? layout.direction;
      const chosen = view.selection().filter((id) => id in graph.nodes);
      const all = tidied(graph, wanted);
      const pinned = new Set(direction === undefined ? (layout.pinned ?? []) : []);
      const part = direction === undefined && chosen.length > 1 ? within(all, chosen, layout.positions) : around(all, [...pinned], layout.positions);
      const positions = Object.fromEntries(Object.entries(part).filter(([id]) => !pinned.has(id)));
      if (run({ type: 'moveNodes', args: { graph: graphId, positions, direction: wanted } })) tell('tidied');
    },

    /** Pins layers to where they are, or, where all of them are pinned, frees them. */
    pin: (ids: readonly string[]): void => {
      const { nodes } = core.graph();
      const layers = ids.filter((id) => id in nodes);
      if (layers.length === 0) return;
      const { pinned = [], positions } = core.layout();
      const free = layers.every((id) => pinned.includes(id));
      const gesture = `pin ${graphId} ${layers.join(' ')}`;
      notebook.endGesture();
      // A layer that tidy placed so far is kept nowhere yet.
      const places = Object.fromEntries(layers.flatMap((id): [string, [number, number]][] => (positions[id] ? [[id, [positions[id][0], positions[id][1]]]] : [])));
      if (!free && !run({ type: 'moveNodes', args: { graph: graphId, positions: places } }, { gesture })) return;
      const others = pinned.filter((id) => id in nodes && !layers.includes(id));
      if (run({ type: 'setAnnotations', args: { graph: graphId, pinned: free ? others : [...others, ...layers] } }, { gesture })) tell(free ? 'nowFree' : 'nowPinned', { count: layers.length });
      notebook.endGesture();
    },

    addFrame: (at: Point): string => {
      const frames = core.layout().frames ?? [];
      const id = freshId('frame', (taken) => frames.some((frame) => frame.id === taken));
      const box = boxAround(view.selection()) ?? [at[0] - 160, at[1] - 90, 320, 180];
      if (setFrames([...frames, { id, title: '', box }])) {
        view.select([frameNodeId(id)]);
        core.overlay.setState({ renaming: frameNodeId(id) });
        tell('frameAdded');
      }
      return id;
    },

    addNote: (at: Point): string => {
      const notes = core.layout().notes ?? [];
      const id = freshId('note', (taken) => notes.some((note) => note.id === taken));
      if (setNotes([...notes, { id, markdown: '', position: [at[0] - NOTE.width / 2, at[1] - NOTE.height / 2] }])) {
        view.select([noteNodeId(id)]);
        core.overlay.setState({ renaming: noteNodeId(id) });
        tell('noteAdded');
      }
      return id;
    },

    setFrameTitle: (id: string, title: string): void => {
      setFrames((core.layout().frames ?? []).map((frame) => (frame.id === id ? { ...frame, title } : frame)));
    },

    setNoteText: (id: string, markdown: string): void => {
      setNotes((core.layout().notes ?? []).map((note) => (note.id === id ? { ...note, markdown } : note)));
    },

    resizeFrame: (id: string, box: readonly [number, number, number, number]): void => {
      setFrames((core.layout().frames ?? []).map((frame) => (frame.id === id ? { ...frame, box: [...box] } : frame)));
    },

    /** Frames and notes among the given React Flow ids. */
    removeAnnotations: (ids: readonly string[], gesture: string): void => {
      const gone = new Set(ids.filter((id) => id.includes(':')).map(annotationId));
      if (gone.size === 0) return;
      const layout = core.layout();
      const frames = (layout.frames ?? []).filter((frame) => !(gone.has(frame.id) && ids.includes(frameNodeId(frame.id))));
      const notes = (layout.notes ?? []).filter((note) => !(gone.has(note.id) && ids.includes(noteNodeId(note.id))));
      run({ type: 'setAnnotations', args: { graph: graphId, frames, notes } }, { gesture });
      tell('annotationRemoved');
    },
  };
}

/** A tidy layout, moved so that the first pinned node lies in it where it is. */
function around(all: Positions, pinned: readonly string[], before: Readonly<Record<string, readonly [number, number]>>): Positions {
  const anchor = pinned.find((id) => id in all && id in before);
  if (anchor === undefined) return all;
  const [dx, dy] = [before[anchor][0] - all[anchor][0], before[anchor][1] - all[anchor][1]];
  return Object.fromEntries(Object.entries(all).map(([id, [x, y]]): [string, [number, number]] => [id, [x + dx, y + dy]]));
}

/** A part of a tidy layout, moved so that the part's first node stays where it is. */
function within(all: Positions, chosen: readonly string[], before: Readonly<Record<string, readonly [number, number]>>): Positions {
  const anchor = chosen.reduce((first, id) => ((all[id]?.[0] ?? 0) + (all[id]?.[1] ?? 0) < (all[first]?.[0] ?? 0) + (all[first]?.[1] ?? 0) ? id : first), chosen[0]);
  const [dx, dy] = [(before[anchor]?.[0] ?? 0) - (all[anchor]?.[0] ?? 0), (before[anchor]?.[1] ?? 0) - (all[anchor]?.[1] ?? 0)];
  return Object.fromEntries(chosen.flatMap((id): [string, [number, number]][] => (all[id] ? [[id, [all[id][0] + dx, all[id][1] + dy]]] : [])));
}
