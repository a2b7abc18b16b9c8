/** Looks at foreign JSON before anything is made of it: how deep it is, how much there is, and that no name reaches into JavaScript's objects. */
import { problem, type Problem } from '@/lib/util/problem';

const MAX_DEPTH = 64;
const MAX_VALUES = 5_000_000;

/** Fields whose names are looked up: there a name that every object inherits would be found though nobody wrote it. */
const DICTIONARIES: ReadonlySet<string> = new Set(['graphs', 'nodes', 'layout', 'positions', 'runs', 'snapshots', 'config', 'arguments', 'first', 'of']);

function forbidden(name: string, within: string | undefined): boolean {
  return name === '__proto__' || (within !== undefined && DICTIONARIES.has(within) && name in Object.prototype);
}

/** `cells.3.markdown`, cut in the middle when long. */
export function showPath(path: readonly PropertyKey[]): string {
  const text = path.map(String).join('.');
  return text.length <= 120 ? text : `${text.slice(0, 60)}…${text.slice(-50)}`;
}

/** The first thing that is wrong with the value, or null. */
export function guardJson(value: unknown): Problem | null {
  const open: { readonly value: unknown; readonly path: readonly string[] }[] = [{ value, path: [] }];
  let seen = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next.value !== 'object' || next.value === null) continue;
    if (next.path.length > MAX_DEPTH) return problem('fileTooDeep', { field: showPath(next.path) }, { field: showPath(next.path), limit: MAX_DEPTH });
    for (const [name, inner] of Object.entries(next.value)) {
      if (!Array.isArray(next.value) && forbidden(name, next.path.at(-1))) {
        const field = showPath([...next.path, name]);
        return problem('fileForbiddenName', { field }, { field });
      }
      if (++seen > MAX_VALUES) return problem('fileTooMuch', {}, { limit: MAX_VALUES });
      if (typeof inner === 'object' && inner !== null) open.push({ value: inner, path: [...next.path, name] });
    }
  }
  return null;
}
