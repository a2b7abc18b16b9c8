/** JSON in the canonical form of RFC 8785, so that equal values have equal bytes and hashes. */
import canonicalize from 'canonicalize';

/** Throws for values that JSON does not have (functions, NaN, cycles): that is a bug of the caller. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('The value has no JSON form.');
  return text;
}
