/** What every expected failure looks like: a code with values, never a sentence; `lib/i18n` has the sentence. */

/** Where a problem is; each part is there only if it applies. */
export type Place = {
  readonly cell?: string;
  readonly graph?: string;
  /** A node of the graph; `path` names an unrolled node such as `stage2.0.conv1`. */
  readonly node?: string;
  readonly path?: string;
  readonly port?: string;
  readonly field?: string;
  readonly file?: string;
  readonly line?: number;
};

/** What the sentence of a problem is filled with. */
export type ProblemValues = Readonly<Record<string, string | number>>;

/**
 * An expected failure. `code` selects the sentence in the message catalogues, `values` fill it.
 * Codes are the keys of the catalogue area `problems`; a missing sentence does not compile there.
 */
export type Problem<Code extends string = string> = {
  readonly code: Code;
  readonly place: Place;
  readonly values: ProblemValues;
};

export function problem<Code extends string>(code: Code, place: Place = {}, values: ProblemValues = {}): Problem<Code> {
  return { code, place, values };
}
