/** What the self-tests of this browser's devices found, by adapter and app version; small, so in local storage. */
import { z } from 'zod';
import type { SelfTests } from '@/lib/training/protocol';

const KEY = 'skipbook.selfTests';
const schema = z.record(z.string(), z.enum(['passed', 'failed']));

/** Nothing where nothing was kept, or it cannot be read: the test is then made again. */
export function loadSelfTests(): SelfTests {
  try {
    const parsed = schema.safeParse(JSON.parse(localStorage.getItem(KEY) ?? '{}'));
    return parsed.success ? parsed.data : {};
  } catch {
    return {};
  }
}

export function saveSelfTests(outcomes: SelfTests): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(outcomes));
  } catch {
    return;
  }
}
