import { execFileSync } from 'node:child_process';
import { chmodSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { listFolder, reasonOf } from './folder.ts';
import { makeTree } from './testing/tree.ts';

/** The files of a folder as they lie there, and what was passed over. */
async function listed(root: string): Promise<readonly string[]> {
  const { files, unread } = await listFolder(root);
  for (const file of files) expect(path.isAbsolute(file.absolute)).toBe(true);
  return [...files.map((file) => file.path), ...unread.map((passed) => `${passed.path}: ${passed.reason}`)];
}

describe('what is in a folder', () => {
  test('files before folders, by name', async () => {
    const root = makeTree({
      'b.js': '',
      'a/z.js': '',
      'a/b/c.js': '',
      'z.html': '',
      '.well-known/x.json': '',
    });
    expect(await listed(root)).toEqual(['b.js', 'z.html', '.well-known/x.json', 'a/z.js', 'a/b/c.js']);
  });

  test('not what no build hands out', async () => {
    expect(await listed(makeTree({ 'a.js': '', 'node_modules/x/index.js': '', '.git/hook.js': '' }))).toEqual(
      ['a.js'],
    );
  });

  test('links that stay in it, and no others', async () => {
    const outside = makeTree({ 'secret.js': '', 'folder/x.js': '' });
    const root = makeTree({ 'a.js': '', 'sub/b.js': '' });
    symlinkSync(path.join(root, 'a.js'), path.join(root, 'sub/again.js'));
    symlinkSync(root, path.join(root, 'sub/circle'));
    symlinkSync(path.join(root, 'sub'), path.join(root, 'other'));
    symlinkSync(path.join(outside, 'secret.js'), path.join(root, 'out.js'));
    symlinkSync(path.join(outside, 'folder'), path.join(root, 'outside'));
    symlinkSync(`${root}-sibling`, path.join(root, 'nowhere'));
    symlinkSync('self', path.join(root, 'self'));
    expect(await listed(root)).toEqual([
      'a.js',
      'other/again.js',
      'other/b.js',
      'nowhere: a symbolic link that leads nowhere',
      'out.js: a symbolic link that leads out of the folder',
      'outside: a symbolic link that leads out of the folder',
      'self: symbolic links that lead in a circle',
    ]);
  });

  test('reached by a link itself', async () => {
    const root = makeTree({ 'real/a.js': '' });
    symlinkSync(path.join(root, 'real'), path.join(root, 'link'));
    expect(await listed(path.join(root, 'link'))).toEqual(['a.js']);
  });

  test('no pipes', async () => {
    const root = makeTree({ 'a.js': '' });
    execFileSync('mkfifo', [path.join(root, 'pipe.js')]);
    expect(await listed(root)).toEqual(['a.js', 'pipe.js: it is neither a file nor a folder']);
  });

  test.skipIf(process.getuid?.() === 0)('no folder that may not be read', async () => {
    const root = makeTree({ 'a.js': '', 'closed/b.js': '' });
    chmodSync(path.join(root, 'closed'), 0);
    expect(await listed(root)).toEqual(['a.js', 'closed: it may not be read: permission denied']);
    chmodSync(path.join(root, 'closed'), 0o700);
  });
});

test.each([
  [{ code: 'EACCES' }, 'it may not be read: permission denied'],
  [{ code: 'EPERM' }, 'it may not be read: permission denied'],
  [{ code: 'EIO' }, 'it cannot be read: EIO'],
])('%j in words', (facts, words) => {
  expect(reasonOf(Object.assign(new Error('x'), facts))).toBe(words);
});
