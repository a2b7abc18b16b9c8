/** The errors that creating or loading an executor can throw for reasons outside the code: each carries a problem with its values. */
import { problem, type Problem, type ProblemValues } from '@/lib/util/problem';

/** `engineTooLarge`: the plan needs `bytes`. `engineNoSimd`: the host has no WebAssembly SIMD. `engineWeightLength`: weight `name` has `length` floats and needs `expected`. */
export type EngineProblemCode = 'engineTooLarge' | 'engineNoSimd' | 'engineWeightLength' | 'engineWeightMissing';

export class EngineError extends Error {
  override readonly name = 'EngineError';

  constructor(readonly problem: Problem<EngineProblemCode>) {
    super(problem.code);
  }
}

export function engineError(code: EngineProblemCode, values: ProblemValues = {}): EngineError {
  return new EngineError(problem(code, {}, values));
}
