import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from './config.ts';

/**
 * Loads the keys that seal secrets in the embedded database: SEALING_KEYS where it is set, otherwise the keys kept
 * beside the database. Those are created at the first start, readable by the owner only. Throws a ConfigError when the
 * file can't be used.
 *
 * @returns `id:base64`, the format in which the subgraphs read SEALING_KEYS
 */
export async function loadSealingKeys(dataDir: string, given: string | undefined): Promise<string> {
  if (given !== undefined && given !== '') return given;
  const file = join(dataDir, 'sealing-keys');
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      throw new ConfigError([`DATA_DIR: ${file} can't be read; correct its permissions, or restore it from a copy.`]);
    }
  }
  const keys = `embedded:${randomBytes(32).toString('base64')}`;
  await writeFile(file, `${keys}\n`, { mode: 0o600, flag: 'wx' });
  return keys;
}
