import type { Chosen } from './target';

/** What operating systems leave in folders; nobody means to upload it. */
const LEFTOVERS = /(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini|__MACOSX(\/.*)?|\._[^/]*)$/i;

/** The parts of the File and Directory Entries API that the traversal needs. */
type Entry = { isFile: boolean; isDirectory: boolean; fullPath: string };
type FileEntry = Entry & { file: (done: (file: File) => void, failed: (error: unknown) => void) => void };
type FolderEntry = Entry & {
  createReader: () => { readEntries: (done: (entries: Entry[]) => void, failed: (error: unknown) => void) => void };
};

/** All files below what was dropped, in the order of their paths. */
export async function filesOfDrop(items: DataTransferItemList | DataTransferItem[]): Promise<Chosen[]> {
  // The list is emptied when the event handler returns: take the entries before the first await.
  const entries: { entry: Entry | null; file: File | null }[] = [...items]
    .filter(({ kind }) => kind === 'file')
    .map((item) => ({ entry: item.webkitGetAsEntry?.() ?? null, file: item.getAsFile() }));
  const found = await Promise.all(
    entries.map(({ entry, file }) => (entry ? filesBelow(entry) : file ? [{ file, path: file.name }] : [])),
  );
  return tidy(found.flat());
}

/** The files of a file or folder picker. */
export const filesOfPicker = (list: Iterable<File> | null): Chosen[] =>
  tidy([...(list ?? [])].map((file) => ({ file, path: file.webkitRelativePath || file.name })));

async function filesBelow(entry: Entry): Promise<Chosen[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((done, failed) => (entry as FileEntry).file(done, failed));
    return [{ file, path: entry.fullPath.replace(/^\//, '') }];
  }
  const found: Chosen[] = [];
  for (const child of await children(entry as FolderEntry)) found.push(...(await filesBelow(child)));
  return found;
}

/** `readEntries` answers at most a hundred at a time, and an empty list at the end. */
async function children(folder: FolderEntry): Promise<Entry[]> {
  const reader = folder.createReader();
  const all: Entry[] = [];
  for (;;) {
    const some = await new Promise<Entry[]>((done, failed) => reader.readEntries(done, failed));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

function tidy(files: Chosen[]): Chosen[] {
  return files
    .filter(({ path }) => !LEFTOVERS.test(path))
    .sort((one, other) => one.path.localeCompare(other.path, undefined, { numeric: true }));
}
