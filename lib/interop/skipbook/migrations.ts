/**
 * Brings files of older versions up to the present one, a version at a time. What stands here is never changed once it was
 * released; every version has files under `tests/fixtures/` that must open for ever.
 */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Entry `i` turns version `i + 1` into version `i + 2`. Version 1 is the first, so nothing has to be brought up yet. */
const migrations: readonly ((file: JsonObject) => JsonObject)[] = [];

export function migrate(file: JsonObject, from: number): JsonObject {
  return migrations.slice(from - 1).reduce((older, migration, step) => ({ ...migration(older), version: from + step + 1 }), file);
}
