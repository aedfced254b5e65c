import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openEmbeddedDatabase } from '../../../subgraphs/shared/database/embedded-database.ts';

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tiergraph-embedded-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts another process on the folder and returns its first line: `open`, or the reason why it failed. */
async function openElsewhere(folder: string): Promise<{ readonly child: ChildProcess; readonly said: string }> {
  const child = spawn(process.execPath, [new URL('hold-database.ts', import.meta.url).pathname, folder], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  for await (const said of createInterface({ input: child.stdout })) return { child, said };
  throw new Error('The other process ended and said nothing');
}

const REFUSED =
  /^ConfigError: DATA_DIR: another process uses the database in .*; stop it, or set DATA_DIR to another folder\.$/;

describe('the embedded database', () => {
  it('is refused to a second process until the first one closes it', async () => {
    const folder = await newFolder();
    const mine = await openEmbeddedDatabase(folder);
    expect((await openElsewhere(folder)).said).toMatch(REFUSED);
    await mine.pglite.exec('create table kept (at int)');
    await mine.close();
    expect((await openElsewhere(folder)).said).toBe('open');
    await expect(openEmbeddedDatabase(folder)).rejects.toThrow(/another process uses the database/);
  });

  it('is refused under another path to the same folder', async () => {
    const folder = await newFolder();
    const alias = `${folder}-alias`;
    await symlink(folder, alias);
    onTestFinished(() => rm(alias, { force: true }));
    const mine = await openEmbeddedDatabase(folder);
    onTestFinished(() => mine.close());
    await expect(openEmbeddedDatabase(alias)).rejects.toThrow(/another process uses the database/);
  });

  it('is free again after the process that held it was killed, with everything committed', async () => {
    const folder = await newFolder();
    const { child, said } = await openElsewhere(folder);
    expect(said).toBe('open');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const mine = await openEmbeddedDatabase(folder);
    onTestFinished(() => mine.close());
    expect((await mine.pglite.query('select at from kept')).rows).toEqual([{ at: 1 }]);
  });

  it('reports in one line that its folder is a file', async () => {
    const folder = await newFolder();
    const file = join(folder, 'file');
    await writeFile(file, '');
    await expect(openEmbeddedDatabase(file)).rejects.toThrow(/^DATA_DIR: the folder .* can't be written \(\w+\)/);
  });

  it('reports in one line that the database in its folder is incomplete, and releases the folder', async () => {
    const folder = await newFolder();
    const whole = await openEmbeddedDatabase(folder);
    await whole.close();
    await rm(join(folder, 'database', 'global', 'pg_control'));
    for (let time = 0; time < 2; time += 1) {
      await expect(openEmbeddedDatabase(folder)).rejects.toThrow(/^DATA_DIR: the database in .* can't be opened/);
    }
  });
});
