/** Copy, cut, paste and duplicate: layers travel as JSON text, and get new ids where they land. */
import { bringDefinitions, withIds } from '@/lib/graph/bring-definitions';
import { pasteFragment } from '@/lib/graph/edits';
import { clip, readClipping } from '@/lib/notebook/graph-clipboard';
import { freshId } from '@/lib/util/ids';
import type { ActionCore } from './action-core';
import { mutableEdit } from './edit-actions';
import { frameNodeId, noteNodeId } from './flow-types';
import type { Point } from './wire-geometry';

const BESIDE = 32;

export function createClipboardActions(core: ActionCore, remove: (ids: readonly string[], keepChain: boolean) => void) {
  const { graphId, run, tell, view } = core;

  function clipped(): string | null {
    const selected = view.selection();
    if (selected.length === 0) return null;
    const { frames = [], notes = [] } = core.layout();
    const chosenFrames = frames.filter((frame) => selected.includes(frameNodeId(frame.id)));
    const chosenNotes = notes.filter((note) => selected.includes(noteNodeId(note.id)));
    return clip(core.document(), graphId, core.layout(), selected, chosenFrames, chosenNotes);
  }

  /** Pastes so that the middle of what is pasted comes to `at`; without it, a little beside the original. */
  function paste(text: string, at: Point | null): boolean {
    const clipping = readClipping(text);
    if (!clipping.ok) {
      core.refuse(clipping.problem);
      return false;
    }
    const graph = core.graph();
    const layout = core.layout();
    const document = core.document();
    const linked = clipping.value.notebook === document.id;
    const brought = bringDefinitions(document.graphs, clipping.value.graphs, linked);
    const { nodes } = withIds({ name: '', nodes: clipping.value.nodes, edges: [] }, brought.ids);
    const { edit, ids } = pasteFragment(graph, { nodes, edges: clipping.value.edges });
    const places = Object.values(clipping.value.positions);
    const middle = (axis: 0 | 1) => (places.length === 0 ? 0 : (Math.min(...places.map((place) => place[axis])) + Math.max(...places.map((place) => place[axis]))) / 2);
    const [dx, dy] = at && places.length > 0 ? [Math.round((at[0] - middle(0)) / 8) * 8, Math.round((at[1] - middle(1)) / 8) * 8] : [BESIDE, BESIDE * 3];
    const positions = Object.fromEntries(
      [...ids].map(([old, id]): [string, [number, number]] => {
        const [x, y] = clipping.value.positions[old] ?? [0, 0];
        return [id, [x + dx, y + dy]];
      }),
    );
    const gesture = `paste ${[...ids.values()].join(' ')}`;
    if (ids.size > 0 && !run({ type: 'editGraph', args: { graph: graphId, edit: mutableEdit(edit), positions, ...(Object.keys(brought.graphs).length > 0 ? { graphs: { ...brought.graphs } } : {}) } }, { gesture })) return false;
    const frames = [...(layout.frames ?? [])];
    const notes = [...(layout.notes ?? [])];
    const added: string[] = [];
    for (const frame of clipping.value.frames) {
      const id = freshId('frame', (taken) => frames.some((other) => other.id === taken));
      const [x, y, width, height] = frame.box;
      frames.push({ ...frame, id, box: [x + dx, y + dy, width, height] });
      added.push(frameNodeId(id));
    }
    for (const note of clipping.value.notes) {
      const id = freshId('note', (taken) => notes.some((other) => other.id === taken));
      notes.push({ ...note, id, position: [note.position[0] + dx, note.position[1] + dy] });
      added.push(noteNodeId(id));
    }
    if (added.length > 0) run({ type: 'setAnnotations', args: { graph: graphId, frames, notes } }, { gesture });
    core.notebook.endGesture();
    view.select([...ids.values(), ...added]);
    tell('pasted', { count: ids.size + added.length });
    return true;
  }

  return {
    /** Text for the clipboard, or null where nothing is selected. */
    copied: (): string | null => {
      const text = clipped();
      if (text !== null) tell('copied', { count: view.selection().length });
      return text;
    },
    cut: (): string | null => {
      const text = clipped();
      if (text !== null) remove(view.selection(), false);
      return text;
    },
    paste,
    duplicate: (): void => {
      const text = clipped();
      if (text !== null) paste(text, null);
    },
  };
}
