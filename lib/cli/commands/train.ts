/** `skipbook train`: trains the net of a train cell with our WebAssembly engine and writes down the run. */
import { availableParallelism } from 'node:os';
import packageJson from '@/package.json';
import type { Dataset, DatasetInfo } from '@/lib/datasets/dataset';
import { startNodeThread } from '@/lib/engine/node/start-thread';
import { createWasmExecutor } from '@/lib/engine/wasm-executor';
import { lower } from '@/lib/graph/lower';
import type { Program } from '@/lib/graph/program';
import { programHash } from '@/lib/graph/program-hash';
import type { NotebookDocument, TrainCell } from '@/lib/notebook/document';
import { newRunRecord } from '@/lib/runs/new-run';
import type { Recipe } from '@/lib/runs/recipe';
import type { RunRecord } from '@/lib/runs/record';
import { snapshotHash, snapshotOf } from '@/lib/runs/snapshot';
import type { FromWorker } from '@/lib/training/protocol';
import { recordAfter } from '@/lib/training/record-events';
import { createRunner } from '@/lib/training/runner';
import { randomId } from '@/lib/util/ids';
import { chooseTrainCell } from '../choose';
import type { Context, ExitCode } from '../context';
import { openDataset } from '../data';
import { openDocument } from '../document';
import { fail } from '../finish';
import { writeText } from '../files';
import { problemLine } from '../problems';
import { percent, progressOf } from '../progress';
import { scopeOf } from '../scope';
import { cliProblem, say, sentenceOf } from '../sentence';

export type TrainOptions = { readonly cell?: string; readonly epochs?: string; readonly data?: string; readonly json?: boolean; readonly out?: string };

type Job = { readonly document: NotebookDocument; readonly cell: TrainCell; readonly graph: string; readonly program: Program; readonly recipe: Recipe; readonly dataset: Dataset };

function startRecord({ document, cell, graph, program, recipe, dataset }: Job): RunRecord {
  return newRunRecord({
    id: randomId('run'),
    cell: cell.id,
    started: new Date().toISOString(),
    programHash: programHash(program),
    snapshotKey: snapshotHash(snapshotOf(document.graphs, graph, cell.arguments ?? {})),
    recipe,
    dataset: dataset.info,
    device: { backend: 'wasm', threads: 1, numerics: 'simd', adapter: '', software: false },
    appVersion: packageJson.version,
    totalSteps: 0,
  });
}

/** Runs to the end, or until Ctrl+C. */
async function perform(job: Job, context: Context): Promise<RunRecord> {
  const { program, recipe, dataset } = job;
  const runner = createRunner({ readDataset: () => Promise.resolve(dataset), createExecutor: (program, options) => createWasmExecutor(program, { threads: availableParallelism(), startThread: startNodeThread, ...options }) });
  const show = progressOf(recipe.epochs, context);
  let record = startRecord(job);
  const onEvent = (event: FromWorker) => {
    record = recordAfter(record, event);
    show(event);
  };
  const stop = new AbortController();
  const abort = () => stop.abort();
  process.once('SIGINT', abort);
  const request = { program, programHash: record.program, recipe, dataset: { kind: 'shipped', id: dataset.info.id, baseUrl: '' }, device: 'wasm' } as const;
  const outcome = await runner.train(request, onEvent, stop.signal);
  process.removeListener('SIGINT', abort);
  if (!outcome.ok && record.state !== 'failed') record = recordAfter(record, { type: 'failed', run: record.id, problem: outcome.problem, step: null });
  return record;
}

async function finish(record: RunRecord, info: DatasetInfo, options: TrainOptions, context: Context): Promise<ExitCode> {
  const { language } = context;
  const json = `${JSON.stringify(record, null, 2)}\n`;
  if (options.out !== undefined) {
    const written = await writeText(options.out, json);
    if (!written.ok) return fail(written.problem, context);
  }
  if (options.json === true) context.write(json);
  else if (record.result !== undefined) {
    context.write(`${say(language, 'trainResult', { images: info.testCount, accuracy: percent(record.result.testAccuracy), loss: record.result.testLoss.toFixed(4) })}\n`);
  }
  if (record.failure !== undefined) context.complain(`${sentenceOf({ ...record.failure, place: {} }, language)}\n`);
  if (record.state === 'stopped') context.complain(`${say(language, 'trainStopped', { steps: record.steps, total: record.totalSteps })}\n`);
  return record.state === 'done' ? 0 : 1;
}

/** Exit code 1 if the graph has errors, does not fit the data, or the run did not come to its end. */
export async function train(file: string, options: TrainOptions, context: Context): Promise<ExitCode> {
  const epochs = options.epochs === undefined ? null : Number(options.epochs);
  if (epochs !== null && !(Number.isInteger(epochs) && epochs >= 1)) return fail(cliProblem('countExpected', { option: '--epochs', given: options.epochs ?? '' }), context);
  const document = await openDocument(file);
  if (!document.ok) return fail(document.problem, context);
  const cell = chooseTrainCell(document.value, options.cell);
  if (!cell.ok) return fail(cell.problem, context);
  const { graph, recipe: written } = cell.value;
  const { graphs } = document.value;
  if (graph === null) return fail(cliProblem('cellWithoutGraph', { cell: cell.value.id }), context);
  if (!Object.hasOwn(graphs, graph)) return fail(cliProblem('graphUnknown', { graph, graphs: Object.keys(graphs).join(', ') }), context);
  const program = lower(graphs, graph, scopeOf(graphs, { graph, arguments: cell.value.arguments ?? {}, cell: cell.value.id }));
  if (!program.ok) {
    for (const problem of program.problem) context.complain(`${problemLine(problem, context.language)}\n`);
    return 1;
  }
  const input = program.value.layers.find((layer) => layer.className === 'InputLayer');
  const dataset = await openDataset(cell.value.data, options.data, input?.outputShape ?? []);
  if (!dataset.ok) return fail(dataset.problem, context);
  const recipe = { ...written, ...(epochs === null ? {} : { epochs }) };
  const record = await perform({ document: document.value, cell: cell.value, graph, program: program.value, recipe, dataset: dataset.value }, context);
  return finish(record, dataset.value.info, options, context);
}
