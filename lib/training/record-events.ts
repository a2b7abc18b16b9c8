/** How the record of a run grows with the events of its training; the same in the page's store and on the command line. */
import { withEpochs, withSteps } from '@/lib/runs/curves';
import type { RunRecord } from '@/lib/runs/record';
import type { FromWorker } from './protocol';

/** The record after an event; the same object where the event changes nothing of it. */
export function recordAfter(record: RunRecord, event: FromWorker): RunRecord {
  switch (event.type) {
    case 'ready':
      return { ...record, device: { ...event.device }, totalSteps: event.totalSteps };
    case 'steps':
      return { ...record, steps: event.progress.step, stepCurve: withSteps(record.stepCurve, event.rows) };
    case 'epoch':
      return { ...record, epochCurve: withEpochs(record.epochCurve, event.rows) };
    case 'paused':
      return { ...record, state: 'paused' };
    case 'resumed':
      return { ...record, state: 'running' };
    case 'stopped':
      return { ...record, state: 'stopped' };
    case 'done':
      return { ...record, state: 'done', ...(event.result === null ? {} : { result: event.result }) };
    case 'failed':
      return { ...record, state: 'failed', failure: { code: event.problem.code, values: { ...event.problem.values } } };
    case 'preparing':
    case 'selfTested':
    case 'tuned':
    case 'strip':
    case 'checkpoint':
    case 'predicted':
    case 'predictFailed':
      return record;
  }
}
