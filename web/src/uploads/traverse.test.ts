import { expect, test } from 'vitest';
import { filesOfDrop, filesOfPicker } from './traverse';

const fileEntry = (fullPath: string) => ({
  isFile: true,
  isDirectory: false,
  fullPath,
  file: (done: (file: File) => void) => done(new File(['x'], fullPath.split('/').pop() ?? '')),
});

/** Answers two entries at a time, as browsers answer a hundred at a time. */
const folderEntry = (fullPath: string, children: unknown[]) => ({
  isFile: false,
  isDirectory: true,
  fullPath,
  createReader: () => {
    const rest = [...children];
    return { readEntries: (done: (entries: unknown[]) => void) => done(rest.splice(0, 2)) };
  },
});

const item = (entry: unknown, kind = 'file') => ({ kind, webkitGetAsEntry: () => entry, getAsFile: () => null }) as unknown as DataTransferItem;
const paths = async (items: DataTransferItem[]) => (await filesOfDrop(items)).map(({ path }) => path);

test('a dropped folder gives all files below it, also past the first answer of its reader', async () => {
  const folder = folderEntry('/study', [
    fileEntry('/study/10'),
    fileEntry('/study/9'),
    fileEntry('/study/1'),
    folderEntry('/study/deep', [folderEntry('/study/deep/er', [fileEntry('/study/deep/er/a.dcm')])]),
  ]);
  expect(await paths([item(folder)])).toEqual(['study/1', 'study/9', 'study/10', 'study/deep/er/a.dcm']);
});

test('several files and folders are taken together', async () => {
  expect(await paths([item(fileEntry('/b.dcm')), item(folderEntry('/a', [fileEntry('/a/c.dcm')]))])).toEqual(['a/c.dcm', 'b.dcm']);
});

test('what operating systems leave behind is not taken', async () => {
  const folder = folderEntry('/s', ['.DS_Store', 'Thumbs.db', '._1.dcm', '1.dcm'].map((name) => fileEntry(`/s/${name}`)));
  expect(await paths([item(folder), item(folderEntry('/__MACOSX', [fileEntry('/__MACOSX/x')]))])).toEqual(['s/1.dcm']);
});

test('dropped text is not a file', async () => {
  expect(await paths([item(null, 'string')])).toEqual([]);
});

test('a folder that cannot be read fails aloud', async () => {
  const broken = { isFile: false, fullPath: '/x', createReader: () => ({ readEntries: (_: unknown, failed: (error: Error) => void) => failed(new Error('no')) }) };
  await expect(filesOfDrop([item(broken)])).rejects.toThrow('no');
});

test('the folder picker keeps the paths inside the folder', () => {
  const file = new File(['x'], '1.dcm');
  Object.defineProperty(file, 'webkitRelativePath', { value: 'study/1.dcm' });
  expect(filesOfPicker([file]).map(({ path }) => path)).toEqual(['study/1.dcm']);
  expect(filesOfPicker(null)).toEqual([]);
});
