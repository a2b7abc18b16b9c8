/** The one identity of a program: equal graphs have equal hashes, whatever their titles and layout. */
import { canonicalJson } from '@/lib/util/canonical-json';
import { sha256Hex } from '@/lib/util/sha256';
import type { Program } from './program';

/** SHA-256 of the program's RFC 8785 form, as 64 hexadecimal digits. */
export function programHash(program: Program): string {
  return sha256Hex(canonicalJson(program));
}
