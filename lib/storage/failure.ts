/** Turns what IndexedDB throws into problems with a sentence each. */
import { problem, type Problem } from '@/lib/util/problem';
import { failure, success, type Result } from '@/lib/util/result';

function storageProblem(error: unknown): Problem {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  const message = error instanceof Error || error instanceof DOMException ? error.message : String(error);
  if (name === 'QuotaExceededError') return problem('storageFull');
  if (name === 'VersionError') return problem('storageNewer');
  if (name === 'SecurityError' || name === 'InvalidStateError' || name === 'UnknownError' || typeof indexedDB === 'undefined') return problem('storageUnavailable');
  return problem('storageFailed', {}, { message });
}

/** Runs work on the database; whatever goes wrong there is expected and comes back as a problem. */
export async function attempt<T>(work: () => Promise<T>): Promise<Result<T, Problem>> {
  try {
    return success(await work());
  } catch (error) {
    return failure(storageProblem(error));
  }
}
