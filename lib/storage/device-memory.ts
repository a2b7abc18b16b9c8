/** What was learned of this machine's devices; small, so in local storage. Another version of the app learns anew. */
import { z } from 'zod';
import type { SelfTests, Tunings } from '@/lib/training/protocol';

const VERSION = process.env.NEXT_PUBLIC_APP_VERSION ?? '';

/** Nothing where nothing was kept, it cannot be read, or another version kept it: it is then learned again. */
function load<T>(key: string, learned: z.ZodType<T>, nothing: T): T {
  try {
    const parsed = z.object({ version: z.literal(VERSION), outcomes: learned }).safeParse(JSON.parse(localStorage.getItem(key) ?? '{}'));
    return parsed.success ? parsed.data.outcomes : nothing;
  } catch {
    return nothing;
  }
}

function save(key: string, outcomes: SelfTests | Tunings): void {
  try {
    localStorage.setItem(key, JSON.stringify({ version: VERSION, outcomes }));
  } catch {
    return;
  }
}

const SELF_TESTS = 'skipbook.selfTests';

/** What the self-tests found, by adapter. */
export const selfTestMemory = {
  load: (): SelfTests => load<SelfTests>(SELF_TESTS, z.record(z.string(), z.enum(['passed', 'failed'])), {}),
  save: (outcomes: SelfTests) => save(SELF_TESTS, outcomes),
};

const TUNINGS = 'skipbook.tunings';

/** Which shaders are faster, by adapter and sizes. */
export const tuningMemory = {
  load: (): Tunings => load<Tunings>(TUNINGS, z.record(z.string(), z.enum(['ours', 'stock'])), {}),
  save: (tunings: Tunings) => save(TUNINGS, tunings),
};
