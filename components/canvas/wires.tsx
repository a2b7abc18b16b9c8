'use client';
/** The wires of the chain, drawn by React Flow: path, and the shape that runs through it. */
import { BaseEdge, type EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import { formatShape, sameShape } from '@/lib/graph/shape';
import type { NodeFacts } from '@/lib/graph/inference';
import { count } from '@/lib/stores/counters';
import { useNodeFacts } from '@/lib/stores/inference';
import { useCanvas, useView } from './canvas-context';
import type { FlowEdge } from './flow-types';
import { chainPath, entryPath } from './wire-geometry';

const LETTER = 5.75;

export type WireState = {
  readonly shape: string;
  /** Red: this wire takes part in an error of its target. */
  readonly bad: boolean;
  /** No shape is known here, because of something upstream. */
  readonly pale: boolean;
  /** The source gives another shape than it takes, so the label stays when zoomed out. */
  readonly changes: boolean;
};

export function wireState(source: NodeFacts | undefined, target: NodeFacts | undefined, sourceId: string): WireState {
  const shape = source?.outputShape ?? null;
  const before = source?.inputShapes[0] ?? null;
  return {
    shape: formatShape(shape),
    bad: target?.problems.some((problem) => problem.severity === 'error' && problem.related.includes(sourceId)) ?? false,
    pale: shape === null,
    changes: shape !== null && (before === null || !sameShape(shape, before)),
  };
}

function labelClass({ bad, pale, changes }: WireState, down: boolean): string {
  return ['wire-label', down ? 'side' : '', changes || bad ? 'changes' : '', bad ? 'bad' : '', pale ? 'pale' : ''].join(' ');
}

export const Wire = memo(
  function Wire({ id, source, target, sourceX, sourceY, targetX, targetY, data }: EdgeProps<FlowEdge>) {
    count('edgeRenders');
    const { graphId } = useCanvas();
    const state = wireState(useNodeFacts(graphId, source), useNodeFacts(graphId, target), source);
    const selected = useView((view) => view.wire === id);
    const down = data?.down ?? false;
    const entry = data?.entry;
    const { d, label } = entry ? entryPath([sourceX, sourceY], entry, [targetX, targetY]) : chainPath([sourceX, sourceY], [targetX, targetY], down);
    const start = entry && entry.gutter !== null ? entry.at[0] : sourceX;
    const room = down ? Math.abs(targetY - sourceY) > 12 : Math.abs(targetX - start) > state.shape.length * LETTER;
    const classes = ['wire', 'chain', state.bad ? 'bad' : '', state.pale ? 'pale' : '', selected ? 'selected' : ''].join(' ');
    return (
      <>
        <BaseEdge path={d} className={classes} interactionWidth={16} />
        {room && (
          <text className={labelClass(state, down)} x={label[0] + (down ? 8 : 0)} y={label[1] - (down ? 0 : 7)}>
            {state.shape}
          </text>
        )}
      </>
    );
  },
  (a, b) => a.sourceX === b.sourceX && a.sourceY === b.sourceY && a.targetX === b.targetX && a.targetY === b.targetY && a.data === b.data && a.source === b.source && a.target === b.target,
);
