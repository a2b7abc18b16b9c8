'use client';
/** Comment frames and notes, in Markdown with formulas: they lie behind and beside the layers, and change nothing in the graph. */
import { NodeResizeControl, type NodeProps } from '@xyflow/react';
import { lazy, memo, Suspense, useState, type KeyboardEvent } from 'react';
import { useTranslations } from 'use-intl';
import { useStore } from 'zustand';
import { useNotebook } from '@/lib/stores/notebook-context';
import { useCanvas } from './canvas-context';
import { annotationId, type FlowNode } from './flow-types';

const Markdown = lazy(() => import('@/components/ui/markdown').then((module) => ({ default: module.Markdown })));

const LEAST = { width: 120, height: 72 };

export const FrameNode = memo(
  function FrameNode({ id }: NodeProps<FlowNode>) {
    const { canvasId, graphId, editable, actions } = useCanvas();
    const own = annotationId(id);
    const frame = useNotebook((document) => document.layout[graphId]?.frames?.find((other) => other.id === own));
    if (!frame) return null;
    return (
      <div className="frame">
        <EditableText id={id} elementId={`${canvasId}-${own}-title`} text={frame.title} labelKey="frameTitle" emptyKey="frameUntitled" lines={1} keep={(title) => actions.setFrameTitle(own, title)} />
        {editable && (
          <NodeResizeControl
            className="frame-resize nodrag"
            minWidth={LEAST.width}
            minHeight={LEAST.height}
            position="bottom-right"
            onResizeEnd={(_event, { x, y, width, height }) => actions.resizeFrame(own, [x, y, width, height])}
          />
        )}
      </div>
    );
  },
  (before, after) => before.id === after.id,
);

export const NoteNode = memo(
  function NoteNode({ id }: NodeProps<FlowNode>) {
    const { canvasId, graphId, actions } = useCanvas();
    const own = annotationId(id);
    const note = useNotebook((document) => document.layout[graphId]?.notes?.find((other) => other.id === own));
    if (!note) return null;
    return (
      <div className="canvas-note">
        <EditableText id={id} elementId={`${canvasId}-${own}-title`} text={note.markdown} labelKey="noteText" emptyKey="noteEmpty" lines={4} keep={(text) => actions.setNoteText(own, text)} />
      </div>
    );
  },
  (before, after) => before.id === after.id,
);

type EditableProps = {
  readonly id: string;
  readonly elementId: string;
  readonly text: string;
  readonly labelKey: 'frameTitle' | 'noteText';
  readonly emptyKey: 'frameUntitled' | 'noteEmpty';
  readonly lines: number;
  readonly keep: (text: string) => void;
};

function EditableText(props: EditableProps) {
  const t = useTranslations('canvas');
  const { editable, overlay } = useCanvas();
  const editing = useStore(overlay, (state) => state.renaming === props.id);
  if (editing) return <TextField {...props} />;
  return (
    <div id={props.elementId} className={props.text === '' ? 'annotation-text muted' : 'annotation-text'} onDoubleClick={editable ? () => overlay.setState({ renaming: props.id }) : undefined}>
      {props.text === '' ? (
        t(props.emptyKey)
      ) : (
        <Suspense fallback={<span className="annotation-source">{props.text}</span>}>
          <Markdown text={props.text} inline={props.lines === 1} />
        </Suspense>
      )}
    </div>
  );
}

function TextField({ id, text, labelKey, lines, keep }: EditableProps) {
  const t = useTranslations('canvas');
  const { overlay, actions } = useCanvas();
  const [value, setValue] = useState(text);

  function finish(kept: boolean): void {
    if (overlay.getState().renaming !== id) return;
    overlay.setState({ renaming: null });
    if (kept && value !== text) keep(value);
    actions.focusNode(id);
  }
  function onKeyDown(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape' || (event.key === 'Enter' && (lines === 1 || event.ctrlKey || event.metaKey))) {
      event.preventDefault();
      finish(true);
    }
  }
  return (
    <textarea
      className="annotation-field nodrag nopan"
      aria-label={t(labelKey)}
      rows={lines}
      autoFocus
      value={value}
      onChange={(event) => setValue(event.target.value)}
      onKeyDown={onKeyDown}
      onBlur={() => finish(true)}
    />
  );
}
