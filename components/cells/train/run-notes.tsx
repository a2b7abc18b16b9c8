'use client';
/** What happened to a run that did not end as planned, and the ways to go on from there. */
import { useTranslations } from 'use-intl';
import { formatCount } from '@/lib/graph/numbers';
import type { TrainCell } from '@/lib/notebook/document';
import { scheduleSchema, type Recipe } from '@/lib/runs/recipe';
import type { RunEntry, ShownState } from '@/lib/stores/runs';
import { problem } from '@/lib/util/problem';
import { formatShort } from './format';
import { Note } from './notes';
import { useProblemText } from './use-problem-text';

export type RunNotesProps = {
  readonly cell: TrainCell;
  readonly entry: RunEntry;
  readonly state: ShownState;
  readonly kept: boolean;
  readonly readOnly: boolean;
  /** Changes recipe or device and trains. */
  readonly onTrainWith: (fields: { readonly recipe?: Recipe; readonly device?: 'wasm' }) => void;
  readonly onTrainAgain: () => void;
};

const WARMUP = 100;

function withWarmup(recipe: Recipe): Recipe {
  const kind = recipe.schedule.kind === 'oneCycle' ? 'cosine' : recipe.schedule.kind;
  return { ...recipe, schedule: scheduleSchema.parse({ ...recipe.schedule, kind, warmupSteps: Math.max(WARMUP, recipe.schedule.warmupSteps) }) };
}

function Failure({ entry, readOnly, onTrainWith, onTrainAgain }: RunNotesProps) {
  const t = useTranslations('training');
  const sentence = useProblemText();
  const { failure, recipe, device } = entry.record;
  if (failure === undefined) return null;
  const lower = Number((recipe.learningRate / 10).toPrecision(6));
  const diverged = failure.code === 'trainingDiverged';
  const actions = diverged ? (
    <>
      <button type="button" className="btn small" onClick={() => onTrainWith({ recipe: { ...recipe, learningRate: lower } })}>
        {t('tryLowerRate', { rate: formatShort(lower) })}
      </button>
      {recipe.schedule.warmupSteps < WARMUP && (
        <button type="button" className="btn small" onClick={() => onTrainWith({ recipe: withWarmup(recipe) })}>
          {t('tryWarmup', { steps: WARMUP })}
        </button>
      )}
    </>
  ) : (
    <>
      {device.backend !== 'wasm' && (
        <button type="button" className="btn small" onClick={() => onTrainWith({ device: 'wasm' })}>
          {t('tryWasm')}
        </button>
      )}
      <button type="button" className="btn small" onClick={onTrainAgain}>
        {t('tryAgain')}
      </button>
    </>
  );
  return <Note actions={readOnly ? undefined : actions}>{sentence(problem(failure.code, {}, failure.values))}</Note>;
}

export function RunNotes(props: RunNotesProps) {
  const { entry, state, kept } = props;
  const t = useTranslations('training');
  const sentence = useProblemText();
  const { record } = entry;
  const epochs = record.epochCurve.epoch.at(-1);
  return (
    <>
      {state === 'failed' && <Failure {...props} />}
      {state === 'interrupted' && (
        <Note tone="warn">
          {t('interrupted', { step: formatCount(record.steps), steps: formatCount(record.totalSteps) })} {kept ? t('interruptedSaved', { epoch: formatCount(epochs ?? 0) }) : t('interruptedUnsaved')}
        </Note>
      )}
      {entry.unsaved !== null && <Note>{t('notSaved', { reason: sentence(entry.unsaved) })}</Note>}
    </>
  );
}
