/** The last things that went wrong in this page, for *Copy details*; they go nowhere by themselves. */

export type LogEntry = { readonly time: string; readonly where: string; readonly message: string; readonly stack: string | null };

const LIMIT = 100;
const entries: LogEntry[] = [];

export function logError(where: string, error: unknown): void {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const stack = error instanceof Error ? (error.stack ?? null) : null;
  entries.push({ time: new Date().toISOString(), where, message, stack });
  if (entries.length > LIMIT) entries.shift();
}

/** All entries as text, oldest first. */
export function logText(): string {
  return entries.map((entry) => [`${entry.time} ${entry.where}`, entry.message, ...(entry.stack === null ? [] : [entry.stack])].join('\n')).join('\n\n');
}
