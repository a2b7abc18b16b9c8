/** The page's side of training: one worker a run, typed events, and a stop that always works. */
import type { Problem } from '@/lib/util/problem';
import type { Result } from '@/lib/util/result';
import { failure, success } from '@/lib/util/result';
import { trainingProblem } from './problems';
import type { FromWorker, OpenRequest, PredictRequest, RunRequest, SelfTests, ToWorker, Tunings } from './protocol';

/** What a listener of a run hears; answers to predictions and self-tests are the client's own business. */
export type RunEvent = Exclude<FromWorker, { readonly type: 'predicted' | 'predictFailed' | 'selfTested' | 'tuned' }>;

export type RunListener = (event: RunEvent) => void;

export type TrainingClient = {
  /** Starts a worker for the run. Listen first: events come from then on, the last one is `done`, `stopped` or `failed`. */
  readonly start: (run: string, request: RunRequest) => void;
  readonly pause: (run: string) => void;
  readonly resume: (run: string) => void;
  /** One step more while paused. */
  readonly singleStep: (run: string) => void;
  /** Ends the run within half a second, by force if need be; the listener hears `stopped`. */
  readonly stop: (run: string) => void;
  /** True from `start` until the last event. */
  readonly active: (run: string) => boolean;
  readonly listen: (run: string, listener: RunListener) => () => void;
  /** Keeps a net with given weights ready for predictions, in a worker of its own, until it is disposed of. */
  readonly openPredictor: (request: OpenRequest) => Predictor;
  /** Probabilities [count, classes] by the weights that a running run has now. */
  readonly predictLive: (run: string, images: Float32Array, count: number) => Promise<Result<Float32Array, Problem>>;
  /** Ends everything. */
  readonly dispose: () => void;
};

export type Predictor = {
  /** Probabilities [count, classes] for normalised images, NHWC. After a crash the next call starts anew. */
  readonly predict: (images: Float32Array, count: number) => Promise<Result<Float32Array, Problem>>;
  readonly dispose: () => void;
};

/** The part of a Worker that is used, so that tests can stand in for it. */
export type WorkerLike = {
  postMessage: (message: ToWorker) => void;
  terminate: () => void;
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
};

/** Where something learned of the machine's devices is kept between visits; what another version of the app kept is to be forgotten. */
export type DeviceMemory<T> = { readonly load: () => T; readonly save: (learned: T) => void };

export type TrainingClientOptions = {
  readonly createWorker?: () => WorkerLike;
  readonly selfTests?: DeviceMemory<SelfTests>;
  readonly tunings?: DeviceMemory<Tunings>;
};

/** Time that a run has to stop by itself, so that its last checkpoint comes out. */
const GRACE = 300;

function trainingWorker(): WorkerLike {
  return new Worker(new URL('./worker/train.worker.ts', import.meta.url), { type: 'module' });
}

function memoryOfThisVisit<T>(learned: T): DeviceMemory<T> {
  let kept = learned;
  return {
    load: () => kept,
    save: (next) => {
      kept = next;
    },
  };
}

type Answer = (result: Result<Float32Array, Problem>) => void;
type Connection = { readonly worker: WorkerLike; readonly answers: Map<number, Answer>; ending: ReturnType<typeof setTimeout> | null };

export function createTrainingClient({ createWorker = trainingWorker, selfTests = memoryOfThisVisit<SelfTests>({}), tunings = memoryOfThisVisit<Tunings>({}) }: TrainingClientOptions = {}): TrainingClient {
  const connections = new Map<string, Connection>();
  const listeners = new Map<string, Set<RunListener>>();
  let calls = 0;
  let predictors = 0;

  function tell(event: RunEvent): void {
    for (const listener of [...(listeners.get(event.run) ?? [])]) listener(event);
  }

  function close(run: string, problem: Problem): void {
    const connection = connections.get(run);
    if (connection === undefined) return;
    connections.delete(run);
    if (connection.ending !== null) clearTimeout(connection.ending);
    connection.worker.onmessage = null;
    connection.worker.onerror = null;
    connection.worker.terminate();
    for (const answer of connection.answers.values()) answer(failure(problem));
  }

  function hear(run: string, connection: Connection, event: FromWorker): void {
    switch (event.type) {
      case 'predicted':
        connection.answers.get(event.call)?.(success(event.probabilities));
        connection.answers.delete(event.call);
        return;
      case 'predictFailed':
        connection.answers.get(event.call)?.(failure(event.problem));
        connection.answers.delete(event.call);
        return;
      case 'selfTested':
        selfTests.save({ ...selfTests.load(), [event.key]: event.outcome });
        return;
      case 'tuned':
        tunings.save({ ...tunings.load(), ...event.tunings });
        return;
      case 'done':
      case 'stopped':
      case 'failed':
        close(run, trainingProblem('workerCrashed', { message: event.type }));
        tell(event);
        return;
      default:
        tell(event);
    }
  }

  function connect(run: string, onCrash: (problem: Problem) => void): Connection {
    const connection: Connection = { worker: createWorker(), answers: new Map(), ending: null };
    connection.worker.onmessage = (event) => hear(run, connection, event.data);
    const crash = (message: string) => {
      const problem = trainingProblem('workerCrashed', { message });
      close(run, problem);
      onCrash(problem);
    };
    connection.worker.onerror = (event) => crash(event.message);
    connection.worker.onmessageerror = () => crash('messageerror');
    connections.set(run, connection);
    return connection;
  }

  function send(run: string, type: 'pause' | 'resume' | 'singleStep'): void {
    connections.get(run)?.worker.postMessage({ type, run });
  }

  function stop(run: string): void {
    const connection = connections.get(run);
    if (connection === undefined || connection.ending !== null) return;
    connection.worker.postMessage({ type: 'stop', run });
    connection.ending = setTimeout(() => {
      close(run, trainingProblem('workerCrashed', { message: 'stopped' }));
      tell({ type: 'stopped', run });
    }, GRACE);
  }

  function ask(run: string, connection: Connection, request: PredictRequest): Promise<Result<Float32Array, Problem>> {
    const call = calls++;
    return new Promise((settle) => {
      connection.answers.set(call, settle);
      connection.worker.postMessage({ type: 'predict', run, call, request });
    });
  }

  return {
    start: (run, request) => {
      if (connections.has(run)) throw new Error(`Run ${run} is active.`);
      const connection = connect(run, (problem) => tell({ type: 'failed', run, problem, step: null }));
      connection.worker.postMessage({ type: 'start', run, request, selfTests: selfTests.load(), tunings: tunings.load() });
    },
    pause: (run) => send(run, 'pause'),
    resume: (run) => send(run, 'resume'),
    singleStep: (run) => send(run, 'singleStep'),
    stop,
    active: (run) => connections.has(run),
    listen: (run, listener) => {
      const heard = listeners.get(run) ?? new Set();
      listeners.set(run, heard.add(listener));
      return () => {
        heard.delete(listener);
        if (heard.size === 0 && listeners.get(run) === heard) listeners.delete(run);
      };
    },
    openPredictor: (request) => {
      const id = `predictor ${predictors++}`;
      const closed = trainingProblem('workerCrashed', { message: 'closed' });
      let disposed = false;
      function open(): Connection {
        const connection = connect(id, () => undefined);
        connection.worker.postMessage({ type: 'open', run: id, request });
        return connection;
      }
      return {
        predict: async (images, count) => (disposed ? failure(closed) : ask(id, connections.get(id) ?? open(), { images, count })),
        dispose: () => {
          disposed = true;
          close(id, closed);
        },
      };
    },
    predictLive: (run, images, count) => {
      const connection = connections.get(run);
      return connection === undefined
        ? Promise.resolve(failure(trainingProblem('workerCrashed', { message: 'no worker' })))
        : ask(run, connection, { images, count });
    },
    dispose: () => {
      for (const run of [...connections.keys()]) close(run, trainingProblem('workerCrashed', { message: 'closed' }));
    },
  };
}
