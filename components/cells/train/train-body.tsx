'use client';
/** A train cell: settings, curves, the run that is shown with its controls, its result, and all runs. */
import { Settings2 } from 'lucide-react';
import { useEffect, useId, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useCellRunner } from '@/components/actions/cell-runners';
import { CellHeadFacts, CellHeadTools } from '@/components/ui/cell-head';
import { formatCount } from '@/lib/graph/numbers';
import type { TrainCell } from '@/lib/notebook/document';
import { changesSince } from '@/lib/runs/stale';
import { useNotebookStore, useReadOnly } from '@/lib/stores/notebook-context';
import { cancelStart, continueRun, pauseRun, resumeRun, stepRun, stopRun, train } from '@/lib/stores/run-control';
import { setAttempt, shownState, useRuns, type RunEntry } from '@/lib/stores/runs';
import { DataMissing } from './data-missing';
import { LiveRegion } from './live-region';
import { FitProblem, NetProblems, Note } from './notes';
import { PredictionStrip } from './prediction-strip';
import { NetFacts } from './net-facts';
import { RecipePanel } from './recipe-panel';
import { ResultView } from './result-view';
import { RunAside } from './run-aside';
import { RunCurves } from './run-curves';
import { RunList } from './run-list';
import { RunNotes, type RunNotesProps } from './run-notes';
import { StaleNote } from './stale-note';
import { StateChip } from './state-chip';
import { formatShort } from './format';
import { useKeptWeights, useSnapshot } from './use-kept';
import { useProblemText } from './use-problem-text';
import { useCellRuns, useEarlierRecords, useTrainCell } from './use-train-cell';

/** Who loses the notebook to another tab stops training it; the run can be continued there. */
function useStopWhenReadOnly(readOnly: boolean, run: string | null): void {
  useEffect(() => {
    if (readOnly && run !== null) stopRun(run);
  }, [readOnly, run]);
}

function useStale(cell: TrainCell, entry: RunEntry | null, { net, info, graphs }: ReturnType<typeof useTrainCell>) {
  const snapshot = useSnapshot(entry?.record.snapshot ?? null);
  return useMemo(() => {
    if (entry === null || entry.live !== null) return [];
    const present = net.state === 'sound' ? net.snapshot : { graphs: { ...graphs }, root: cell.graph ?? '', arguments: cell.arguments ?? {} };
    return changesSince(entry.record, snapshot, { program: net.state === 'sound' ? net.hash : null, snapshot: present, recipe: cell.recipe, dataset: { id: cell.data, name: info?.name ?? cell.data } });
  }, [entry, snapshot, net, info, graphs, cell]);
}

function Facts({ cell, images, data }: { readonly cell: TrainCell; /** Null where the data is not in this browser. */ readonly images: number | null; readonly data: string }) {
  const t = useTranslations('training');
  const { recipe } = cell;
  const source = images === null ? t('factsNoData', { data }) : t('factsData', { data, images: formatCount(images) });
  return t('facts', { source, batch: formatCount(recipe.batchSize), optimizer: t(`option_${recipe.optimizer.kind}`), rate: formatShort(recipe.learningRate), seed: String(recipe.seed) });
}

export function TrainBody({ cell }: { readonly cell: TrainCell }) {
  const t = useTranslations('training');
  const sentence = useProblemText();
  const notebook = useNotebookStore();
  const readOnly = useReadOnly();
  const settingsId = useId();
  const setup = useTrainCell(cell);
  const { net, choices, info, fit, plan } = setup;
  const runs = useCellRuns(cell);
  const attempt = useRuns((state) => state.attempts[cell.id] ?? null);
  const busy = useRuns((state) => Object.values(state.entries).some((other) => other.live !== null && other.record.cell !== cell.id) || Object.entries(state.attempts).some(([other, { state: phase }]) => other !== cell.id && phase === 'preparing'));
  const [chosen, setChosen] = useState<string | null>(null);
  const [settingsOpen, setSettingsOpen] = useState<boolean | null>(null);

  const live = runs?.find((run) => run.live !== null) ?? null;
  const entry = live ?? runs?.find((run) => run.record.id === chosen) ?? runs?.at(-1) ?? null;
  const state = entry === null ? null : shownState(entry, readOnly);
  const weights = useKeptWeights(entry);
  const changes = useStale(cell, entry, setup);
  const open = settingsOpen ?? (live === null && attempt?.state !== 'preparing');
  useStopWhenReadOnly(readOnly, live?.record.id ?? null);

  function obstacle(): string | null {
    if (readOnly) return t('readOnly');
    if (busy) return t('busy');
    if (net.state === 'none') return choices.length === 0 ? t('noNets') : t('netNone');
    if (net.state === 'broken') return t('notTrainable', { name: net.name, count: net.problems.length });
    if (info === null) return t('dataMissing', { id: cell.data });
    if (fit !== null) return sentence(fit.problem);
    if (plan !== null && !plan.ok) return sentence(plan.problem);
    return null;
  }
  /** Why this device computes: a refusal of another one, or the choice that was left to the app. */
  function deviceReason(): string | null {
    if (entry === null) return null;
    if (entry.note !== null) return sentence(entry.note);
    if (entry.automatic !== true) return null;
    return entry.record.device.backend === 'wasm' ? t('deviceAutomaticWasm') : t('deviceAutomaticGpu');
  }
  const why = obstacle();
  const start = (singleStep: boolean, changed: TrainCell = cell) => {
    setChosen(null);
    setSettingsOpen(null);
    void train({ notebook, cell: changed, singleStep });
  };
  const ready = () => why === null && live === null && attempt?.state !== 'preparing';
  const trainWith: RunNotesProps['onTrainWith'] = (fields) => {
    notebook.dispatch({ type: 'updateCell', args: { cell: cell.id, fields } });
    if (ready()) start(false, { ...cell, ...fields });
  };
  const actions = {
    train: () => {
      if (ready()) start(false);
    },
    singleStep: () => {
      if (live !== null) stepRun(live.record.id);
      else if (ready()) start(true);
    },
    pause: () => live !== null && pauseRun(live.record.id),
    resume: () => live !== null && resumeRun(live.record.id),
    stop: () => {
      if (attempt?.state === 'preparing') cancelStart(cell.id);
      else if (live !== null) stopRun(live.record.id);
    },
    restart: () => {
      if (live === null) return;
      stopRun(live.record.id);
      start(false);
    },
    goOn: () => {
      if (entry === null || live !== null) return;
      setChosen(null);
      const { record } = entry;
      void continueRun(notebook, cell, record, record.state === 'done' ? record.recipe.epochs + cell.recipe.epochs : record.recipe.epochs);
    },
  };
  useCellRunner(cell.id, { run: actions.train, stop: actions.stop });

  const earlier = useEarlierRecords(cell, entry?.record.id ?? null);
  const canContinue = weights !== null && weights.includes('last') && !readOnly && !busy && state !== 'elsewhere' && entry?.record.failure?.code !== 'trainingDiverged';

  return (
    <div className="train">
      <CellHeadFacts>
        <span className="train-facts">
          <Facts cell={cell} images={info?.trainingCount ?? null} data={info?.name ?? cell.data} />
        </span>
      </CellHeadFacts>
      <CellHeadTools>
        <StateChip state={attempt?.state === 'preparing' ? 'preparing' : state} stale={changes.length > 0} />
        <button type="button" className={open ? 'ibtn on' : 'ibtn'} aria-expanded={open} aria-controls={settingsId} aria-label={t('settings')} title={t('settings')} onClick={() => setSettingsOpen(!open)}>
          <Settings2 size={16} aria-hidden="true" />
        </button>
      </CellHeadTools>
      <LiveRegion entry={entry} />
      <div id={settingsId} hidden={!open}>
        {open && <RecipePanel cell={cell} choices={choices} info={info} totalSteps={plan?.ok ? plan.value.totalSteps : cell.recipe.epochs * 100} disabled={readOnly} />}
        {open && net.state === 'sound' && cell.graph !== null && <NetFacts graph={cell.graph} program={net.program} batchSize={cell.recipe.batchSize} />}
        {net.state === 'broken' && cell.graph !== null && <NetProblems net={net} graph={cell.graph} />}
        {net.state === 'none' && choices.length === 0 && <Note tone="plain">{t('noNets')}</Note>}
        {info === null && <DataMissing cell={cell} net={net} disabled={readOnly} />}
        {fit !== null && info !== null && <FitProblem cell={cell} fit={fit} classes={info.classes.length} shape={info.shape.join('×')} disabled={readOnly} />}
        {plan !== null && !plan.ok && <Note>{sentence(plan.problem)}</Note>}
      </div>
      {attempt?.state === 'failed' && (
        <Note
          actions={
            <button type="button" className="btn small" onClick={() => setAttempt(cell.id, null)}>
              {t('dismiss')}
            </button>
          }
        >
          {sentence(attempt.problem)}
        </Note>
      )}
      {entry !== null && state !== null && <RunNotes cell={cell} entry={entry} state={state} kept={weights !== null && weights.length > 0} readOnly={readOnly} onTrainWith={trainWith} onTrainAgain={actions.train} />}
      <StaleNote changes={changes} />
      <div className="train-run">
        <RunCurves record={entry?.record ?? null} epochs={cell.recipe.epochs} earlier={earlier} />
        <RunAside
          entry={entry}
          state={state}
          attempt={attempt}
          obstacle={why}
          moreEpochs={cell.recipe.epochs}
          canContinue={canContinue}
          readOnly={readOnly}
          actions={actions}
          deviceNote={deviceReason()}
        />
      </div>
      {entry !== null && entry.strip !== null && info !== null && entry.record.result === undefined && <PredictionStrip strip={entry.strip} info={info} />}
      {entry !== null && entry.live === null && (entry.record.result !== undefined || (weights?.length ?? 0) > 0) && <ResultView key={entry.record.id} entry={entry} weights={weights} />}
      {runs !== null && runs.length > 0 && <RunList runs={runs} selected={entry?.record.id ?? null} readOnly={readOnly} onSelect={setChosen} />}
    </div>
  );
}
