import { access } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { invariant } from '../domain/invariant.ts';

/** The folder of the project: the built code lies deeper in it than the source, and files of data are not built. */
export async function projectRoot(): Promise<string> {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!(await exists(join(folder, 'package.json')))) {
    const parent = dirname(folder);
    invariant(parent !== folder, 'the project has a package.json');
    folder = parent;
  }
  return folder;
}

/** Whether there is a file or a folder. */
export function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
