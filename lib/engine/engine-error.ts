/** The error of creating an executor where the fault is not in the code: it carries a problem, whose sentence lib/i18n has. */
import { problem, type Problem, type ProblemValues } from '@/lib/util/problem';

/** `engineTooLarge`: the plan needs `megabytes`, more than WebAssembly or this machine gives; a batch of `fits` would do, 0 if none. `engineNoSimd`: the host's WebAssembly has no SIMD. */
export type EngineProblemCode = 'engineTooLarge' | 'engineNoSimd';

export class EngineError extends Error {
  override readonly name = 'EngineError';

  constructor(readonly problem: Problem<EngineProblemCode>) {
    super(problem.code);
  }
}

export function engineError(code: EngineProblemCode, values: ProblemValues = {}): EngineError {
  return new EngineError(problem(code, {}, values));
}
