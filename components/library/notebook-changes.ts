/** What can be done to a notebook from the library; those that are open in a tab are left to it. */
import { saveFile } from '@/components/actions/save-file';
import { forgetNotebook, recallNotebook } from '@/lib/storage/memory';
import { purgeDeleted } from '@/lib/storage/notebook-list';
import { loadNotebook, markDeleted, saveNotebook } from '@/lib/storage/notebooks';
import { whileFree } from '@/lib/storage/tab-lock';
import { problem, type Problem } from '@/lib/util/problem';

/** A problem, or null where the title was changed. */
export async function renameNotebook(id: string, title: string): Promise<Problem | null> {
  let failed: Problem | null = null;
  const free = await whileFree(id, async () => {
    const loaded = await loadNotebook(id);
    if (!loaded.ok || loaded.value === null) {
      failed = loaded.ok ? problem('noSuchNotebook') : loaded.problem;
      return;
    }
    const { document, revision } = loaded.value;
    const saved = await saveNotebook({ ...document, title, modified: new Date().toISOString() }, revision);
    if (!saved.ok) failed = saved.problem;
  });
  return free ? failed : problem('openElsewhere');
}

/** Hides the notebook; it can be brought back until `forget` is called. */
export async function deleteNotebook(id: string): Promise<{ readonly problem: Problem | null; readonly restore: () => Promise<void>; readonly forget: () => Promise<void> }> {
  const nothing = () => Promise.resolve();
  forgetNotebook(id);
  let failed: Problem | null = null;
  const free = await whileFree(id, async () => {
    const marked = await markDeleted(id, true);
    if (!marked.ok && marked.problem.code !== 'storageUnavailable') failed = marked.problem;
  });
  if (!free) failed = problem('openElsewhere');
  if (failed !== null) return { problem: failed, restore: nothing, forget: nothing };
  return {
    problem: null,
    restore: async () => void (await markDeleted(id, false)),
    forget: async () => void (await purgeDeleted((summary) => summary.id === id)),
  };
}

export async function saveNotebookAsFile(id: string): Promise<Problem | null> {
  const loaded = await loadNotebook(id);
  const document = loaded.ok && loaded.value !== null ? loaded.value.document : recallNotebook(id);
  if (document === null) return loaded.ok ? problem('noSuchNotebook') : loaded.problem;
  await saveFile(document);
  return null;
}
