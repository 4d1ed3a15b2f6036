import { statSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from '../errors.ts';
import type { Place } from './place.ts';
import { isProject, outputOf } from './project.ts';

export interface Located {
  readonly places: readonly Place[];
  /** What was taken where a project was given, for people. */
  readonly notes: readonly string[];
}

/**
 * What the paths of a command line mean: a folder is what a server hands out below the base URL; of a project (it
 * has a `package.json`) what its build wrote; files lie as they do below their nearest common folder. Without a path,
 * the project of the working directory. Throws `UsageError` where there is nothing to take.
 */
export function locate(paths: readonly string[]): Located {
  if (paths.length === 0) {
    if (!isProject('.')) {
      throw new UsageError(
        'give the folder of the build, like "wssure files dist --base https://your.site": there is no package.json here to tell it',
      );
    }
    return ofFolder('.', true);
  }
  const given = paths.map((name) => ({ name, isFolder: isFolder(name) }));
  const files = given.filter(({ isFolder }) => !isFolder).map(({ name }) => path.resolve(name));
  const folders = given.filter(({ isFolder }) => isFolder).map(({ name }) => ofFolder(name));
  return {
    places: [...folders.flatMap(({ places }) => places), ...ofFiles(files)],
    notes: folders.flatMap(({ notes }) => notes),
  };
}

function isFolder(name: string): boolean {
  try {
    return statSync(name).isDirectory();
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new UsageError(`${name}: ${isMissing ? 'there is no such file or folder' : 'it cannot be read'}`);
  }
}

/** @param isDefault whether nobody has named the folder */
function ofFolder(folder: string, isDefault = false): Located {
  const itself = { places: [{ folder, below: '' }], notes: [] };
  if (!isProject(folder)) return itself;
  const found = outputOf(folder);
  if ('lookedFor' in found) {
    const isSource = found.framework !== null || (isDefault && !isFile(path.join(folder, 'index.html')));
    if (!isSource) return itself;
    const what = found.framework === null ? 'the project' : `the ${found.framework} project`;
    throw new UsageError(
      `${folder}: ${what} is not built (looked for ${found.lookedFor.join(', ')}): build it first, or give the folder of the build`,
    );
  }
  const places = found.outputs.map((output) => ({ ...output, folder: path.join(folder, output.folder) }));
  const taken = places.map((place) => place.folder).join(', ');
  const why = found.framework === null ? 'by its name' : `as ${found.framework} builds it`;
  return { places, notes: [`${folder} is a project: taking ${taken} (${why})`] };
}

function ofFiles(files: readonly string[]): Place[] {
  const [first] = files;
  if (first === undefined) return [];
  let folder = path.dirname(first);
  while (!files.every((file) => file.startsWith(folder.endsWith(path.sep) ? folder : folder + path.sep)))
    folder = path.dirname(folder);
  const within = files.map((file) => path.relative(folder, file).split(path.sep).join('/'));
  return [{ folder, below: '', files: within }];
}

function isFile(name: string): boolean {
  return statSync(name, { throwIfNoEntry: false })?.isFile() === true;
}
