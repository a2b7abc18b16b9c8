/** Turns what was dropped or chosen into files with their paths; folders are walked through. */
import type { SourceFile } from '@/lib/datasets/import/entries';

/** More than a folder of pictures has; beyond it a whole disk was dropped by mistake. */
const MAXIMUM_FILES = 1_000_000;

export function fromChosen(files: FileList | null): readonly SourceFile[] {
  return [...(files ?? [])].map((file) => ({ path: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath, blob: file }));
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

/** The browser gives the entries of a folder in portions, the last of them empty. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const portion = await new Promise<readonly FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (portion.length === 0) return all;
    all.push(...portion);
  }
}

async function walk(entry: FileSystemEntry, found: SourceFile[]): Promise<void> {
  if (found.length >= MAXIMUM_FILES) return;
  if (entry instanceof FileSystemFileEntry) found.push({ path: entry.fullPath.replace(/^\//, ''), blob: await fileOf(entry) });
  if (entry instanceof FileSystemDirectoryEntry) for (const child of await entriesOf(entry)) await walk(child, found);
}

/** Call while the drop event is handled: the browser forgets its items afterwards. */
export async function fromDropped(transfer: DataTransfer): Promise<readonly SourceFile[]> {
  const dropped = [...transfer.items].map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  const found: SourceFile[] = [];
  for (const { entry, file } of dropped) {
    if (entry !== null) await walk(entry, found);
    else if (file !== null) found.push({ path: file.name, blob: file });
  }
  return found;
}

/** Whether the choices for pictures matter: for a zip they may. */
export function mayHoldPictures(files: readonly SourceFile[]): boolean {
  return files.some(({ path }) => /\.(zip|png|jpe?g|webp)$/i.test(path));
}

/** What to call the files on the screen: their common folder, or the first of them. */
export function titleOf(files: readonly SourceFile[]): { readonly first: string; readonly more: number } {
  const [folder, ...below] = files[0]?.path.split('/') ?? [''];
  const inOne = below.length > 0 && files.every(({ path }) => path.startsWith(`${folder}/`));
  return { first: folder, more: inOne ? 0 : Math.max(0, files.length - 1) };
}
