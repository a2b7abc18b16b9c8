'use client';
/** The two ends of a shortcut as grips by which they are taken to other layers; React Flow gives such grips only to wires that it draws. */
import { useStoreApi } from '@xyflow/react';
import { XYHandle } from '@xyflow/system';
import type { MouseEvent } from 'react';
import { useCanvas } from './canvas-context';
import type { ArcWire } from './flow-types';
import { endAt } from './ports';
import type { Point } from './wire-geometry';

const RADIUS = 10;
/** From the layer's rim, px. */
const AWAY = 14;

/** A little inwards of the start and of the end of a path of cubics. */
function gripsOf(d: string): readonly [Point, Point] {
  const numbers = (d.match(/-?\d+(?:\.\d+)?(?:e-?\d+)?/g) ?? []).map(Number);
  const at = (index: number): Point => [numbers.at(index) ?? 0, numbers.at(index + 1) ?? 0];
  const from = ([x, y]: Point, [towardsX, towardsY]: Point): Point => {
    const length = Math.hypot(towardsX - x, towardsY - y) || 1;
    return [x + ((towardsX - x) / length) * AWAY, y + ((towardsY - y) / length) * AWAY];
  };
  return [from(at(0), at(2)), from(at(-2), at(-4))];
}

export function ArcEnds({ arc, d }: { readonly arc: ArcWire; readonly d: string }) {
  const { actions, overlay } = useCanvas();
  const store = useStoreApi();

  /** The other end stays where it is. */
  function take(event: MouseEvent, stays: 'source' | 'target'): void {
    if (event.button !== 0) return;
    event.stopPropagation();
    const { autoPanOnConnect, connectionMode, connectionRadius, domNode, nodeLookup, lib, rfId, panBy, cancelConnection, updateConnection, connectionDragThreshold } = store.getState();
    XYHandle.onPointerDown(event.nativeEvent, {
      autoPanOnConnect,
      connectionMode,
      connectionRadius,
      domNode,
      nodeLookup,
      lib,
      flowId: rfId,
      panBy,
      cancelConnection,
      updateConnection,
      dragThreshold: connectionDragThreshold,
      nodeId: arc[stays],
      handleId: stays === 'source' ? 'out' : 'in',
      isTarget: stays === 'target',
      edgeUpdaterType: stays,
      handleDomNode: event.currentTarget,
      getTransform: () => store.getState().transform,
      getFromHandle: () => store.getState().connection.fromHandle,
      isValidConnection: (wire) => actions.whyNot(wire.source, endAt(wire.target, wire.targetHandle)) === null,
      onConnectStart: () => overlay.setState({ moving: arc.id, hoveredWire: null }),
      onConnect: (wire) => {
        actions.connect(wire.source, endAt(wire.target, wire.targetHandle));
      },
      onConnectEnd: (ended, state) => store.getState().onConnectEnd?.(ended, state),
      onReconnectEnd: () => overlay.setState({ moving: null }),
    });
  }

  const [[x1, y1], [x2, y2]] = gripsOf(d);
  return (
    <>
      <circle className="arc-end nopan" data-end="source" cx={x1} cy={y1} r={RADIUS} onMouseDown={(event) => take(event, 'target')} />
      <circle className="arc-end nopan" data-end="target" cx={x2} cy={y2} r={RADIUS} onMouseDown={(event) => take(event, 'source')} />
    </>
  );
}
