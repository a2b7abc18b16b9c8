/** What the self-tests of this browser's devices found, by adapter; small, so in local storage. Another version of the app tests anew. */
import { z } from 'zod';
import type { SelfTests } from '@/lib/training/protocol';

const KEY = 'skipbook.selfTests';
const VERSION = process.env.NEXT_PUBLIC_APP_VERSION ?? '';
const schema = z.object({ version: z.literal(VERSION), outcomes: z.record(z.string(), z.enum(['passed', 'failed'])) });

/** Nothing where nothing was kept, it cannot be read, or another version kept it: the test is then made again. */
export function loadSelfTests(): SelfTests {
  try {
    const parsed = schema.safeParse(JSON.parse(localStorage.getItem(KEY) ?? '{}'));
    return parsed.success ? parsed.data.outcomes : {};
  } catch {
    return {};
  }
}

export function saveSelfTests(outcomes: SelfTests): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ version: VERSION, outcomes }));
  } catch {
    return;
  }
}
