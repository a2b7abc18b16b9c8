'use client';
/** The wire that is being drawn, and at the pointer the reason why it cannot end there. */
import { useConnection, type ConnectionLineComponentProps } from '@xyflow/react';
import { useLocale, useTranslations } from 'use-intl';
import { problemSentence } from '@/lib/i18n/format';
import { useCanvas } from './canvas-context';
import type { FlowNode } from './flow-types';
import { endAt } from './ports';

export function ConnectionLine({ fromX, fromY, toX, toY, connectionStatus }: ConnectionLineComponentProps<FlowNode>) {
  return <path className={`wire ${connectionStatus === 'invalid' ? 'bad' : connectionStatus === 'valid' ? 'skip' : 'chain'}`} d={`M${fromX} ${fromY}L${toX} ${toY}`} />;
}

export function ReasonAtPointer() {
  const t = useTranslations('canvas');
  const language = useLocale();
  const { actions } = useCanvas();
  const attempt = useConnection((state) => (state.inProgress && state.isValid === false && state.toHandle ? { from: state.fromHandle, to: state.toHandle, x: state.pointer.x, y: state.pointer.y } : null));
  if (!attempt) return null;
  const [own, other] = [endAt(attempt.from.nodeId, attempt.from.id), endAt(attempt.to.nodeId, attempt.to.id)];
  const [from, to] = attempt.from.type === 'source' ? [own, other] : [other, own];
  const problem = attempt.from.type === attempt.to.type ? null : actions.whyNot(from, to);
  const text = problem ? problemSentence(problem, language) : t('wireDirection');
  return (
    <div className="reason" role="status" style={{ left: attempt.x, top: attempt.y }}>
      {text}
    </div>
  );
}
