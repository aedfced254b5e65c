import { mkdtempSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runImportCommand } from '../../../../subgraphs/catalog/import-command.ts';
import { openEmbeddedDatabase } from '../../../../subgraphs/shared/database/embedded-database.ts';
import { sheet } from '../catalog-under-test.ts';

const seed = new URL('../../../../subgraphs/catalog/seed/', import.meta.url).pathname;

describe('the import command', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tiergraph-command-'));
  const dataDir = join(folder, 'data');
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const run = async (args: readonly string[], environment: object = { DATA_DIR: dataDir }, isTTY = false) => {
    let stdout = '';
    let stderr = '';
    const exitCode = await runImportCommand({
      args,
      environment: { ...environment },
      stdout: { write: (text) => (stdout += text) },
      stderr: { isTTY, write: (text) => (stderr += text) },
    });
    return { exitCode, stdout, stderr };
  };

  it('imports the sample sheets into the embedded database, with a progress bar on a terminal', async () => {
    const files = [join(seed, 'price-list.csv'), '--offer-matrix', join(seed, 'offer-matrix.csv')];
    const { exitCode, stdout, stderr } = await run(files, { DATA_DIR: dataDir }, true);
    expect(stdout).toBe(
      'price-list.csv completed\n  read 1,204, added 1,204, changed 0, unchanged 0, retired 0, skipped 0, rejected 0\n' +
        'offer-matrix.csv completed\n  read 28, added 28, changed 0, unchanged 0, retired 0, skipped 0, rejected 0\n',
    );
    expect(stderr).toMatch(/█{30} 100 % {2}1,204 rows, [\d,]+ rows\/s/);
    expect(stderr).toMatch(/█{30} 100 % {2}1,204 rows, comparing …/);
    expect(exitCode).toBe(0);
  });

  it('changes nothing the second time, and shows no progress bar without a terminal', async () => {
    const { exitCode, stdout, stderr } = await run([join(seed, 'price-list.csv'), '--vendor', 'Microsoft']);
    expect(stdout).toContain('read 1,204, added 0, changed 0, unchanged 1,204, retired 0, skipped 0, rejected 0');
    expect([exitCode, stderr]).toEqual([0, '']);
  });

  it('lists the first twenty rejected rows, and exits with 1 when no row was taken', async () => {
    const file = join(folder, 'bad.csv');
    await writeFile(file, sheet(Array.from({ length: 25 }, () => ({ UnitPrice: 'x', SkuDescription: '' }))));
    const { exitCode, stdout } = await run([file, '--vendor', 'Other']);
    expect(stdout.split('\n').slice(0, 5)).toEqual([
      'bad.csv looks like a mistake',
      '  read 25, added 0, changed 0, unchanged 0, retired 0, skipped 0, rejected 25',
      '  25 of 25 rows are rejected.',
      '  Nothing was changed. If the sheet is right, import it with the option --anyway.',
      '  line 2, UnitPrice: A price must be a decimal number with a point, such as "12.50"; the value is "x".',
    ]);
    expect(stdout).toMatch(/line 21, .*\n {2}and 5 more\n$/);
    expect(exitCode).toBe(1);
  });

  it('exits with 1 and the reason for a damaged file', async () => {
    const file = join(folder, 'cut.csv');
    await writeFile(file, (await readFile(join(seed, 'price-list.csv'), 'utf8')).slice(0, 100_003));
    const { exitCode, stdout } = await run([file]);
    expect(stdout).toContain('cut.csv failed: The file ends inside a quoted field; it seems to be cut off.');
    expect(exitCode).toBe(1);
  });

  const part = async (name: string, isWanted: (row: string) => boolean): Promise<string> => {
    const [header = '', ...rows] = (await readFile(join(seed, 'price-list.csv'), 'utf8')).split('\r\n');
    await writeFile(join(folder, name), `${[header, ...rows.filter(isWanted)].join('\r\n')}\r\n`);
    return join(folder, name);
  };

  it('retires no licences for three correct rows of software', async () => {
    const file = await part('software.csv', (row) => row.includes('"Software"') && row.includes('"US"'));
    const { exitCode, stdout } = await run([file, '--vendor', 'Microsoft']);
    expect(stdout).toBe(
      'software.csv completed\n  read 3, added 0, changed 0, unchanged 3, retired 0, skipped 0, rejected 0\n',
    );
    expect(exitCode).toBe(0);
    const whole = await run([join(seed, 'price-list.csv')]);
    expect(whole.stdout).toContain('read 1,204, added 0, changed 0, unchanged 1,204, retired 0, skipped 0, rejected 0');
  });

  it('exits with 1, the reason and the remedy for a sheet that lacks too much, and takes it with the override', async () => {
    const isBasic = (row: string) => /"CFQ7TTC0LH18".*"US".*"License".*"Commercial"/.test(row);
    const file = await part('short.csv', isBasic);
    const refused = await run([file]);
    expect(refused.stdout).toMatch(
      /^short\.csv looks like a mistake\n.*\n {2}The sheet lacks, and would retire, \d+ of \d+ plans \(licence, US\)\.\n {2}Nothing was changed\..* --anyway\.\n$/,
    );
    expect(refused.exitCode).toBe(1);
    const taken = await run([file, '--anyway']);
    const retired = /retired (\d+), skipped 0, rejected 0\n/.exec(taken.stdout)?.[1];
    expect(Number(retired)).toBeGreaterThan(100);
    expect(taken.exitCode).toBe(0);
    // The whole list restores what was retired, and changes nothing else.
    const whole = await run([join(seed, 'price-list.csv')]);
    expect(whole.stdout).toContain(
      `added 0, changed ${retired}, unchanged ${1_204 - Number(retired)}, retired 0, skipped 0, rejected 0`,
    );
  });

  it.each([
    [['missing.csv'], 'The file missing.csv does not exist.\n'],
    [[tmpdir()], `${tmpdir()} is not a file.\n`],
    [[], expect.stringMatching(/^Usage: npm run catalog:import -- FILE \[options\]\n {2}--vendor NAME /)],
    [[join(seed, 'price-list.csv'), '--month', 'November'], expect.stringMatching(/^Usage: /)],
  ])('says what is wrong with %j', async (args, message) => {
    expect(await run(args)).toEqual({ exitCode: 1, stdout: '', stderr: message });
  });

  it('names the database that does not answer', async () => {
    const { exitCode, stderr } = await run([join(seed, 'price-list.csv')], {
      DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
    });
    expect(stderr).toMatch(/^DATABASE_URL: the database cannot be used \(.+\)\.\n$/);
    expect(exitCode).toBe(1);
  });

  it('does not touch an embedded database that another process uses', async () => {
    const other = await openEmbeddedDatabase(dataDir);
    try {
      const { exitCode, stderr } = await run([join(seed, 'price-list.csv')]);
      expect(stderr).toMatch(/^DATA_DIR: another process uses the database in .+\n$/);
      expect(exitCode).toBe(1);
    } finally {
      await other.close();
    }
  });
});
