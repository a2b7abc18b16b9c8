/** Puts text on the system's clipboard. */

/** False where the browser refuses (no permission, plain http). */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
