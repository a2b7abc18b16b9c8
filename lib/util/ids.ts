/** Ids: short names with a number within a document, random ones for what must be unique on a machine. */

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** `stem1`, `stem2`, …: the first that is not taken. */
export function freshId(stem: string, taken: (id: string) => boolean): string {
  let number = 1;
  while (taken(`${stem}${number}`)) number++;
  return `${stem}${number}`;
}

/** A letter and 15 random letters or digits, about 77 bits: fits the pattern of ids. */
export function randomId(stem = 'n'): string {
  const bytes = crypto.getRandomValues(new Uint8Array(15));
  return stem + Array.from(bytes, (byte) => alphabet[byte % 36]).join('');
}
