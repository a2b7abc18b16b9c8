/** Opens notebooks from files: by the dialog, or dropped on the page. */
import { fileOpen } from 'browser-fs-access';
import { problemSentence } from '@/lib/i18n/format';
import { useSettings } from '@/lib/stores/settings';
import { showToast } from '@/lib/stores/toasts';

/** The id of the last notebook that could be read, or null; what could not is said in a toast. */
export async function importFiles(files: readonly File[]): Promise<string | null> {
  const { importNotebook } = await import('@/lib/stores/import-notebook');
  let last: string | null = null;
  for (const file of files) {
    const imported = await importNotebook(await file.text());
    if (imported.ok) last = imported.value;
    else showToast({ text: `${file.name}: ${problemSentence(imported.problem, useSettings.getState().language)}`, tone: 'bad', lasting: true });
  }
  return last;
}

/** Asks for files; null where the dialog was left. */
export async function chooseFiles(): Promise<string | null> {
  try {
    return await importFiles(await fileOpen({ extensions: ['.json'], mimeTypes: ['application/json'], multiple: true, id: 'skipbook' }));
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return null;
    throw error;
  }
}
