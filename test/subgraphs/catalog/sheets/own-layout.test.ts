import { readFile, rm, writeFile } from 'node:fs/promises';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { OrderingParametersDocument } from '../../../operations/generated/graphql.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { importFile, providerUser, startImport, useCatalog } from '../catalog-under-test.ts';

const seed = new URL('../../../../subgraphs/catalog/seed/', import.meta.url).pathname;
const sampleMapping = await readFile(join(seed, 'fernhill-software.json'), 'utf8');
const sampleSheet = await readFile(join(seed, 'fernhill-software.csv'), 'utf8');

describeOnBothDatabases('a price list in a layout of the vendor', (kind) => {
  const mappingsDir = mkdtempSync(join(tmpdir(), 'tiergraph-mappings-'));
  afterAll(() => rm(mappingsDir, { recursive: true, force: true }));
  const used = useCatalog(kind, { environment: { VENDOR_MAPPINGS_DIR: mappingsDir } });
  const vendor = 'Fernhill Software';
  const mapping = (file: string, content: object | string): Promise<void> =>
    writeFile(join(mappingsDir, file), typeof content === 'string' ? content : JSON.stringify(content));
  const product = async (mpn: string) => {
    const { data, errors } = await used.catalog().ask(OrderingParametersDocument, { mpn }, providerUser);
    expect(errors).toEqual([]);
    return data.product;
  };
  const changed = (change: (mapping: never) => object): string =>
    JSON.stringify(change(JSON.parse(sampleMapping) as never));

  beforeEach(() => mapping('fernhill-software.json', sampleMapping));

  it('is read by its mapping: columns, words, constants and prices for each month', async () => {
    expect(await importFile(used, sampleSheet, vendor)).toMatchObject({
      status: 'COMPLETED',
      kind: 'LICENCE',
      markets: ['US'],
      rowsRead: 8,
      rowsAdded: 8,
      rowsRejected: 0,
      warnings: [],
    });
    expect(await product('fh-desk')).toMatchObject({
      name: 'Fernhill Desk',
      category: 'Customer service',
      vendor: { name: vendor },
      plans: [
        { term: 'P1M', billingCycle: 'MONTHLY', segment: 'COMMERCIAL', price: { amount: '14.40' }, validTo: null },
        { term: 'P1Y', billingCycle: 'ANNUAL', price: { amount: '136.80' }, retailPrice: { amount: '171.00' } },
        { term: 'P1Y', billingCycle: 'MONTHLY', price: { amount: '144.00' }, retailPrice: { amount: '180.00' } },
        { term: 'P1Y', billingCycle: 'ANNUAL', segment: 'EDUCATION', price: { amount: '68.40' } },
        { term: 'P1Y', billingCycle: 'ANNUAL', segment: 'NONPROFIT', price: { amount: '68.40' } },
      ],
    });
  });

  it('gives products the parameters that the mapping has for them, in its order', async () => {
    await importFile(used, sampleSheet, vendor);
    expect((await product('FH-DESK'))?.parameters).toMatchObject([
      { name: 'address', type: 'TEXT', required: true, pattern: '[a-z][a-z0-9-]{2,30}', choices: null },
      { name: 'region', type: 'CHOICE', required: true, choices: ['Europe', 'North America'], pattern: null },
      { name: 'owner', type: 'EMAIL', required: true, help: 'The invitation goes there.' },
      { name: 'news', type: 'CHECKBOX', required: false, help: null },
    ]);
    expect((await product('FH-SIGN'))?.parameters.map(({ name }) => name)).toEqual([
      'region',
      'owner',
      'retention',
      'news',
    ]);
  });

  it('brings other parameters with the same sheet, once the mapping has been changed', async () => {
    await importFile(used, sampleSheet, vendor);
    expect(await importFile(used, sampleSheet, vendor)).toMatchObject({ status: 'COMPLETED', rowsUnchanged: 8 });
    const parameters = [{ name: 'floor', label: 'Floor', type: 'NUMBER' }];
    await mapping(
      'fernhill-software.json',
      changed((known) => ({ ...(known as object), parameters })),
    );
    expect(await importFile(used, sampleSheet, vendor)).toMatchObject({ status: 'COMPLETED', rowsUnchanged: 8 });
    expect((await product('FH-DESK'))?.parameters.map(({ name }) => name)).toEqual(['floor']);
  });

  it('is doubted and retires like any other', async () => {
    await importFile(used, sampleSheet, vendor);
    const lines = sampleSheet.trimEnd().split('\n');
    const shortened = await importFile(used, `${lines.slice(0, 3).join('\n')}\n`, vendor);
    expect(shortened.status).toBe('NEEDS_CONFIRMATION');
    expect(shortened.warnings.join(' ')).toContain('would retire, 5 of 7 plans');
    const doubled = sampleSheet.replace('14,40', '28,90');
    expect((await importFile(used, doubled, vendor)).status).toBe('NEEDS_CONFIRMATION');
  });

  it('has its rows rejected at the columns that the vendor names', async () => {
    const bad = sampleSheet
      .replace('14,40', 'free')
      .replace('companies;a year;every month', 'companies;a decade;every month')
      .replace('FH-SIGN', 'FH SIGN');
    const { rejected } = await importFile(used, bad, vendor, { dryRun: true });
    expect(rejected).toMatchObject([
      { line: 2, column: 'Seat and month', message: expect.stringContaining('"free"') as string },
      { line: 3, column: 'Runs for', message: expect.stringContaining('"a decade"') as string },
      { line: 7, column: 'Item', message: expect.stringContaining('"FH SIGN"') as string },
    ]);
  });

  it('lacks columns that the mapping names', async () => {
    const { status, failure } = await importFile(used, sampleSheet.replace('Seat and month', 'Price'), vendor);
    expect({ status, failure }).toEqual({ status: 'FAILED', failure: 'The sheet lacks the column Seat and month.' });
  });

  it('is not begun with a faulty mapping: every fault names the file and the place', async () => {
    const faulty = {
      vendor: 'Faulty Works',
      fields: {
        product: { column: 'A' },
        term: { column: 'B', values: { year: 'P2Y' } },
        price: { value: '1', per: 'day' },
      },
      parameters: [{ name: '1st', label: 'x', type: 'TEXT', pattern: '(?=a)' }],
    };
    await mapping('faulty-works.json', faulty);
    const { userErrors } = await startImport(used.catalog(), 'sheet.csv', 'Faulty Works');
    const messages = userErrors.map(({ message }) => message.replace("The vendor's price lists cannot be read: ", ''));
    expect(userErrors.every(({ code, path }) => code === 'INVALID' && path[0] === 'vendor')).toBe(true);
    expect(messages).toEqual(
      expect.arrayContaining([
        'faulty-works.json: fields.name is missing.',
        'faulty-works.json: fields.term.values.year must be one of P1M, P1Y, P3Y, ONE_TIME.',
        'faulty-works.json: fields.price is no amount of a column, so it has no unit.',
        'faulty-works.json: parameters[0].name must begin with a letter and have letters, digits, _ and - only.',
        expect.stringContaining('faulty-works.json: parameters[0].pattern must be a regular expression of RE2'),
      ]),
    );
  });

  it.each([
    ['{', 'broken-inc.json: It is not JSON'],
    ['[]', 'broken-inc.json: The file must be an object.'],
    [sampleMapping, 'broken-inc.json: vendor is another one: "Fernhill Software".'],
    [' '.repeat(1_000_001), 'broken-inc.json: It has more than a megabyte.'],
  ])('is not begun with a mapping that is no mapping of the vendor', async (content, message) => {
    await mapping('broken-inc.json', content);
    const { userErrors } = await startImport(used.catalog(), 'sheet.csv', 'Broken Inc.');
    expect(userErrors).toMatchObject([{ code: 'INVALID', message: expect.stringContaining(message) as string }]);
  });

  it('needs no mapping for a vendor whose name is no name of a file', async () => {
    const { userErrors } = await startImport(used.catalog(), 'no-such-sheet.csv', '../'.repeat(60));
    expect(userErrors).toMatchObject([{ code: 'NOT_FOUND', path: ['source'] }]);
  });
});
