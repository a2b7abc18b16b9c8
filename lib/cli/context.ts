/** What a command gets from its surroundings, and what it gives back. */
import type { Language } from '@/lib/i18n/define';

/** 0: good; 1: judged and found wanting; 2: bad input. */
export type ExitCode = 0 | 1 | 2;

export type Context = {
  readonly language: Language;
  /** Standard output, for results; the text brings its line end. */
  readonly write: (text: string) => void;
  /** Standard error, for everything else. */
  readonly complain: (text: string) => void;
  /** True if standard error is a terminal, on which a line can be overwritten. */
  readonly terminal: boolean;
};
