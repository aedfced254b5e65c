import { createHash } from 'node:crypto';
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCatalogDatabase } from '../../../../subgraphs/catalog/main.ts';
import { importPriceList } from '../../../../subgraphs/catalog/services/sheets/import-price-list.ts';
import { recordImport } from '../../../../subgraphs/catalog/services/sheets/import-record.ts';
import { findOrCreateVendor } from '../../../../subgraphs/catalog/services/products/vendors.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { eventually } from '../../../support/eventually.ts';
import { userOf } from '../../../support/principals.ts';
import {
  GOOD_ROW,
  IMPORT_PRICE_LIST,
  importEnd,
  importFile,
  MONEY,
  providerUser,
  resellerUser,
  sheet,
  startImport,
  tree,
  useCatalog,
  type SheetRow,
} from '../catalog-under-test.ts';

interface Products {
  readonly products: {
    readonly nodes: readonly {
      readonly mpn: string;
      readonly name: string;
      readonly description: string | null;
      readonly category: string;
      readonly status: string;
      readonly plans: readonly {
        readonly id: string;
        readonly market: string;
        readonly price: { readonly amount: string };
        readonly retailPrice: { readonly amount: string };
        readonly validFrom: string;
        readonly validTo: string | null;
      }[];
    }[];
  };
}

const PRODUCTS = `query ($vendorId: ID) { products(filter: { vendorId: $vendorId }, first: 100) { nodes {
  mpn name description category status
  plans { id market price { amount } retailPrice { amount } validFrom validTo }
} } }`;

/** Rows of products of their own, all in one scope. */
const many = (count: number, title: string): SheetRow[] =>
  Array.from({ length: count }, (_, index) => ({ ProductId: `${title}${index}`, SkuTitle: `${title} ${index}` }));

describeOnBothDatabases('A price list import', (kind) => {
  const used = useCatalog(kind);
  const products = async (vendor: string) => {
    const { data } = await used
      .catalog()
      .query<{ vendors: { nodes: { id: string; name: string }[] } }>(
        '{ vendors(first: 100) { nodes { id name } } }',
        {},
        providerUser,
      );
    const vendorId = data.vendors.nodes.find(({ name }) => name === vendor)?.id;
    return (await used.catalog().query<Products>(PRODUCTS, { vendorId }, providerUser)).data.products.nodes;
  };

  it('takes every row, with quotes and line breaks in fields, and says so', async () => {
    const content = sheet([{}, { Market: 'DE', Currency: 'EUR', UnitPrice: '90', 'ERP Price': '110.5' }]);
    const outcome = await importFile(used, content, 'First');
    expect(outcome).toMatchObject({
      status: 'COMPLETED',
      rowsRead: 2,
      rowsAdded: 2,
      rowsChanged: 0,
      rowsRetired: 0,
      rowsRejected: 0,
      rejected: [],
      failure: null,
      sha256: createHash('sha256').update(content).digest('hex'),
    });
    const [product] = await products('First');
    expect(product).toMatchObject({
      mpn: 'MAIL:0001',
      name: 'Mail, large',
      description: GOOD_ROW.SkuDescription,
      category: 'Licence-based (NCE)',
      status: 'PUBLISHED',
      plans: [
        { market: 'DE', price: { amount: '90.00' }, retailPrice: { amount: '110.50' }, validTo: null },
        { market: 'US', price: { amount: '100.00' }, validFrom: '2026-01-01T00:00:00.000Z' },
      ],
    });
  });

  it('changes nothing when the same sheet comes again, its columns in another order', async () => {
    const rows = [{}, { SkuId: '0002', SkuTitle: 'Mail, small' }];
    await importFile(used, sheet(rows), 'Twice');
    const before = await products('Twice');
    const columns = (Object.keys(GOOD_ROW) as (keyof SheetRow)[]).toReversed();
    const again = await importFile(used, sheet(rows, columns), 'Twice');
    expect(again).toMatchObject({ status: 'COMPLETED', rowsRead: 2, rowsAdded: 0, rowsChanged: 0, rowsRetired: 0 });
    expect(await products('Twice')).toEqual(before);
  });

  it('compares values, whatever the change indicator says, and keeps the plan', async () => {
    await importFile(used, sheet([{}]), 'Changed');
    const [before] = await products('Changed');
    const outcome = await importFile(used, sheet([{ UnitPrice: '101.00', ChangeIndicator: 'Unchanged' }]), 'Changed');
    expect(outcome).toMatchObject({ rowsAdded: 0, rowsChanged: 1, rowsRetired: 0 });
    const [after] = await products('Changed');
    expect(after?.plans).toMatchObject([{ id: before?.plans[0]?.id, price: { amount: '101.00' } }]);
  });

  it('keeps the present price on sale until an announced one begins', async () => {
    await importFile(used, sheet([{}]), 'Announced');
    const next: SheetRow = { UnitPrice: '200.00', EffectiveStartDate: '2999-01-01T00:00:00Z' };
    expect(await importFile(used, sheet([next]), 'Announced')).toMatchObject({ rowsChanged: 1 });
    expect(await importFile(used, sheet([next]), 'Announced')).toMatchObject({ rowsChanged: 0 });
    const [product] = await products('Announced');
    expect(product?.plans).toMatchObject([{ price: { amount: '100.00' }, validFrom: '2026-01-01T00:00:00.000Z' }]);
    await used
      .catalog()
      .database.sql(`update catalog.plan set next_valid_from = '2026-02-01Z' where next_cost_minor is not null`);
    const [later] = await products('Announced');
    expect(later?.plans).toMatchObject([{ price: { amount: '200.00' }, validFrom: '2026-02-01T00:00:00.000Z' }]);
  });

  it('rejects a bad row with line, column and reason, and takes the others', async () => {
    const bad: readonly [SheetRow, string | null, string][] = [
      [{ UnitPrice: '1.234' }, 'UnitPrice', 'USD has 2 digits after the point; this is "1.234".'],
      [{ UnitPrice: '-1' }, 'UnitPrice', `A price can't be negative; this is "-1".`],
      [
        { 'ERP Price': '1,50' },
        'ERP Price',
        'A price is a decimal number with a point, such as "12.50"; this is "1,50".',
      ],
      [{ Currency: 'JPY', UnitPrice: '1.5' }, 'UnitPrice', 'JPY has 0 digits after the point; this is "1.5".'],
      [
        { EffectiveStartDate: '2026-02-30' },
        'EffectiveStartDate',
        'A date looks like "2026-11-01T00:00:00Z"; this is "2026-02-30".',
      ],
      [{ EffectiveEndDate: '2025-01-01' }, 'EffectiveEndDate', 'The end is not after the start.'],
      [{ Segment: 'Military' }, 'Segment', '"Military" is not one of commercial, education, charity.'],
      [{ TermDuration: 'P2Y' }, 'TermDuration', '"P2Y" is not one of p1m, p1y, p3y, onetime.'],
      [{ TermDuration: 'P1M', BillingPlan: 'Annual' }, 'BillingPlan', 'A term of "P1M" is not billed "Annual".'],
      [
        { Market: 'Germany' },
        'Market',
        'A country is its two-letter ISO 3166-1 code: Germany is DE. This is "Germany".',
      ],
      [{ Market: 'UK' }, 'Market', 'A country is its two-letter ISO 3166-1 code: Great Britain is GB. This is "UK".'],
      [
        { Market: 'ZZ' },
        'Market',
        'A country is its assigned ISO 3166-1 code of two capital letters, such as "US", "DE" or "GB". This is "ZZ".',
      ],
      [
        { Currency: 'ZZZ' },
        'Currency',
        'ZZZ is not an ISO 4217 code of money; codes are such as "USD", "EUR", "JPY". This is "ZZZ".',
      ],
      [{ Currency: 'KWD', UnitPrice: '1.2345' }, 'UnitPrice', 'KWD has 3 digits after the point; this is "1.2345".'],
      [{ ProductId: '' }, 'ProductId', 'An id has 1 to 40 letters and digits; this is "".'],
      [{ SkuTitle: '' }, 'SkuTitle', 'A title has 1 to 300 characters; this has 0.'],
    ];
    const rows = bad.map(([row], index) => ({ SkuId: `1${index}`, SkuDescription: 'one line', ...row }));
    const outcome = await importFile(used, sheet([...rows, { SkuDescription: 'good' }]), 'Partly bad');
    expect(outcome).toMatchObject({ status: 'COMPLETED', rowsRead: 17, rowsAdded: 1, rowsRejected: 16 });
    expect(outcome.rejected).toEqual(bad.map(([, column, message], index) => ({ line: index + 2, column, message })));
  });

  it('rejects a row with too few fields and the second of two rows that differ, but not a repeated one', async () => {
    const content = sheet([{ SkuDescription: '' }, { SkuDescription: '' }, { SkuDescription: '', UnitPrice: '99' }]);
    const outcome = await importFile(used, `${content}"a","b"\r\n`, 'Doubled');
    expect(outcome).toMatchObject({ status: 'COMPLETED', rowsRead: 4, rowsAdded: 1, rowsRejected: 2 });
    expect(outcome.rejected).toEqual([
      { line: 4, column: null, message: 'Line 2 has the same plan with other values; that one was taken.' },
      { line: 5, column: null, message: 'The row has 2 fields, the header has 17.' },
    ]);
  });

  it('retires what a newer sheet does not have, in the scopes it covers, and ends the sale of empty products', async () => {
    const stays: SheetRow[] = [{ SkuId: '0001' }, ...many(37, 'Kept')];
    const goes: SheetRow[] = [
      { SkuId: '0002', SkuTitle: 'Mail, small' },
      { SkuId: '0002', SkuTitle: 'Mail, small', TermDuration: 'P1M' },
    ];
    const elsewhere: SheetRow[] = [
      { SkuId: '0001', Market: 'GB', Currency: 'GBP' },
      { SkuId: '0001', Segment: 'Charity' },
    ];
    await importFile(used, sheet([...stays, ...goes, ...elsewhere]), 'Retiring');
    const outcome = await importFile(used, sheet(stays), 'Retiring');
    expect(outcome).toMatchObject({ status: 'COMPLETED', rowsAdded: 0, rowsChanged: 0, rowsRetired: 2 });
    const mail = async () => (await products('Retiring')).filter(({ mpn }) => mpn.startsWith('MAIL'));
    expect((await mail()).map(({ mpn, plans }) => [mpn, plans.length])).toEqual([['MAIL:0001', 3]]);
    const back = await importFile(used, sheet([...stays, ...goes.slice(0, 1)]), 'Retiring');
    expect(back).toMatchObject({ rowsAdded: 0, rowsChanged: 1, rowsRetired: 0 });
    expect((await mail()).map(({ mpn }) => mpn)).toEqual(['MAIL:0001', 'MAIL:0002']);
  });

  it('retires nothing of another kind than its own', async () => {
    await importFile(used, sheet([{ SkuId: '0001' }, ...many(40, 'Licence')]), 'Kinds');
    const before = await products('Kinds');
    const software = many(3, 'Soft').map((row) => ({ ...row, Tags: 'Software' }));
    expect(await importFile(used, sheet(software), 'Kinds')).toMatchObject({
      status: 'COMPLETED',
      rowsAdded: 3,
      rowsChanged: 0,
      rowsRetired: 0,
    });
    const other = many(3, 'Other').map((row) => ({ ...row, Tags: '' }));
    expect(await importFile(used, sheet(other), 'Kinds')).toMatchObject({ rowsAdded: 3, rowsRetired: 0 });
    const after = await products('Kinds');
    expect(after).toHaveLength(before.length + 6);
    expect(after.filter(({ category }) => category === 'Licence-based (NCE)')).toEqual(before);
    const lessSoftware = await importFile(used, sheet(software.slice(1)), 'Kinds');
    expect(lessSoftware).toMatchObject({ status: 'COMPLETED', rowsRetired: 1 });
  });

  it('changes nothing when it would retire more than a twentieth of a kind, market and segment, and says so', async () => {
    const rows = [...many(40, 'Sold'), ...many(20, 'Sold').map((row) => ({ ...row, Market: 'GB', Currency: 'GBP' }))];
    await importFile(used, sheet(rows), 'Too short');
    const before = await products('Too short');
    const changed = (from: number, to: number) => rows.slice(from, to).map((row) => ({ ...row, UnitPrice: '1.00' }));
    const outcome = await importFile(
      used,
      sheet([...changed(3, 40), ...changed(41, 60), { SkuId: 'new' }]),
      'Too short',
    );
    expect(outcome).toMatchObject({ status: 'FAILED', rowsRead: 0, rowsAdded: 0, rowsChanged: 0, rowsRetired: 0 });
    expect(outcome.failure).toBe(
      'Nothing was changed: the sheet would retire 3 of 40 plans (Licence-based (NCE), US, COMMERCIAL); 5 % of the plans ' +
        'of a kind, market and segment may go, and always one. If it really is the whole sheet, import it with the ' +
        'command catalog:import and its option --retire-anyway.',
    );
    expect(outcome.rejected).toEqual([{ line: 0, column: null, message: outcome.failure }]);
    expect(await products('Too short')).toEqual(before);
    const allowed = await importFile(used, sheet([...changed(2, 40), ...changed(41, 60)]), 'Too short');
    expect(allowed).toMatchObject({ status: 'COMPLETED', rowsChanged: 57, rowsRetired: 3, failure: null });
  });

  it('retires nothing that a rejected row may have meant', async () => {
    await importFile(used, sheet([{ SkuId: '0001' }, { SkuId: '0002' }, { SkuId: '0003' }]), 'Doubtful');
    const badPrice = await importFile(used, sheet([{ SkuId: '0001' }, { SkuId: '0002', UnitPrice: 'x' }]), 'Doubtful');
    expect(badPrice).toMatchObject({ rowsRetired: 1, rowsRejected: 1 });
    const unreadable = await importFile(used, sheet([{ SkuId: '0001' }, { SkuId: '?' }]), 'Doubtful');
    expect(unreadable).toMatchObject({ rowsRetired: 0, rowsRejected: 1 });
  });

  const damaged: readonly [string, (good: string) => string | Buffer, string][] = [
    [
      'is cut off inside a quoted field',
      (good) => good.slice(0, -4),
      'The file ends inside a quoted field; it seems to be cut off.',
    ],
    ['has a stray quote', (good) => `${good}"a"b"`, 'A quoted field is followed by something other than a separator.'],
    [
      'is not UTF-8',
      (good) => Buffer.concat([Buffer.from(good), Buffer.from([0xc3, 0x28])]),
      'The file is not text in UTF-8; save the sheet as "CSV UTF-8" and import it again.',
    ],
    ['is empty', () => '', 'The file is empty.'],
    ['lacks a column', (good) => good.replace('"UnitPrice"', '"Preis"'), 'The sheet lacks the column UnitPrice.'],
    ['is not a sheet', () => '<!doctype html>\n<p>Sign in</p>', 'The sheet lacks the columns '],
    ['has a column twice', (good) => good.replace('"Tags"', '"Market"'), 'The sheet has the column Market twice.'],
  ];
  it.each(damaged)('fails with a clear reason when the file %s, and retires nothing', async (title, damage, reason) => {
    const vendor = `Damaged: ${title}`;
    await importFile(used, sheet([{ SkuId: '0001' }, { SkuId: '0002' }]), vendor);
    const before = await products(vendor);
    const outcome = await importFile(used, damage(sheet([{ SkuId: '0001' }])), vendor);
    expect(outcome).toMatchObject({ status: 'FAILED', rowsRetired: 0, sha256: null });
    expect(outcome.failure).toContain(reason);
    expect(outcome.rejected.at(-1)?.message).toContain(reason);
    expect(outcome.finishedAt).not.toBeNull();
    expect(await products(vendor)).toEqual(before);
  });

  it('keeps a thousand rejected rows and counts all', async () => {
    const outcome = await importFile(used, sheet(Array.from({ length: 1_200 }, () => ({ UnitPrice: 'x' }))), 'All bad');
    expect(outcome).toMatchObject({ status: 'COMPLETED', rowsRead: 1_200, rowsAdded: 0, rowsRejected: 1_200 });
    expect(outcome.rejected).toHaveLength(1_000);
  });

  it('takes 20,000 rows, of which the same file changes nothing', async () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => ({
      ProductId: `P${Math.floor(index / 20)}`,
      SkuTitle: `Product ${Math.floor(index / 20)}`,
      Market: ['US', 'DE', 'GB', 'JP', 'FR', 'NL', 'BE', 'AT', 'CH', 'IT'][index % 10] ?? 'US',
      Segment: index % 20 < 10 ? 'Commercial' : 'Education',
    }));
    const content = sheet(rows);
    expect(await importFile(used, content, 'Large')).toMatchObject({ status: 'COMPLETED', rowsAdded: 20_000 });
    expect(await importFile(used, content, 'Large')).toMatchObject({ rowsRead: 20_000, rowsAdded: 0, rowsChanged: 0 });
    const shorter = await importFile(used, sheet(rows.slice(0, 19_000)), 'Large');
    expect(shorter).toMatchObject({ rowsAdded: 0, rowsChanged: 0, rowsRetired: 1_000 });
    const tooShort = await importFile(used, sheet(rows.slice(0, 18_000)), 'Large');
    expect(tooShort).toMatchObject({ status: 'FAILED', rowsChanged: 0, rowsRetired: 0 });
    expect(tooShort.failure).toMatch(/would retire 50 of 950 plans .* and more in 17 others;/);
  }, 120_000);

  describe('used directly', () => {
    const CUT: readonly Buffer[] = Array.from({ length: 1_200 }, (_, index) => index).reduce<Buffer[]>(
      (chunks, index) => [
        ...chunks,
        Buffer.from(sheet([{ SkuId: `${index}`, SkuDescription: '' }]).split('\r\n')[1] + '\r\n'),
      ],
      [Buffer.from(`${sheet([]).trimEnd()}\r\n`)],
    );
    const NEW_ROW = `${sheet([{ SkuId: 'new', SkuDescription: '' }]).split('\r\n')[1]}\r\n`;
    const begin = async (vendorName: string) => {
      const database = await openCatalogDatabase(used.catalog().database.address);
      const parts = { fork: () => database.fork(), now: () => new Date() };
      const record = () =>
        database.fork().transactional(async (tx) => {
          const vendor = await findOrCreateVendor(tx, vendorName);
          return recordImport(tx, { vendorId: vendor.id, source: 'test', requestedBy: null, now: new Date() }).id;
        });
      const outcome = async (importId: string) => {
        const rows = await used
          .catalog()
          .database.sql<{ status: string; rows_added: number }>(
            'select status, failure, attempts, rows_read, rows_added, rows_changed, rows_retired from catalog.price_list_import where id = $1',
            [importId],
          );
        return rows[0];
      };
      return { database, parts, record, outcome };
    };
    async function* bytes(breakAfter: number): AsyncGenerator<Uint8Array> {
      for (const [index, chunk] of CUT.entries()) {
        if (index === breakAfter) throw new Error('The connection was lost');
        yield chunk;
      }
    }

    /** The whole file while it is checked, something else once it is taken. */
    const onSecondOpening = (take: () => AsyncIterable<Uint8Array>) => {
      let openings = 0;
      return () => Promise.resolve((openings += 1) === 1 ? bytes(Infinity) : take());
    };

    it('writes nothing when the file is lost while it is checked', async () => {
      const { database, parts, record, outcome } = await begin('Lost');
      const importId = await record();
      const open = () => Promise.resolve(bytes(1_150));
      await expect(importPriceList(parts, { importId, open })).rejects.toThrow('The connection was lost');
      expect(await outcome(importId)).toMatchObject({ status: 'RUNNING', rows_read: 0, rows_added: 0 });
      await database.close();
    });

    it('fails when the second reading finds another file than the first, and retires nothing', async () => {
      const { database, parts, record, outcome } = await begin('Exchanged');
      const whole = await record();
      await importPriceList(parts, { importId: whole, open: () => Promise.resolve(bytes(Infinity)) });
      for (const chunks of [CUT.slice(0, 1_150), [...CUT, ...CUT.slice(1, 2)], [...CUT, Buffer.from(NEW_ROW)]]) {
        const importId = await record();
        await importPriceList(parts, { importId, open: onSecondOpening(() => Readable.from(chunks)) });
        expect(await outcome(importId)).toMatchObject({
          status: 'FAILED',
          failure: 'The file changed while it was read; import it again.',
          rows_added: 0,
          rows_retired: 0,
        });
      }
      await database.close();
    });

    it('begins again after a crash, counts nothing twice and misses nothing', async () => {
      const { database, parts, record, outcome } = await begin('Crashed');
      const importId = await record();
      const open = (breakAfter: number) => onSecondOpening(() => bytes(breakAfter));
      await expect(importPriceList(parts, { importId, open: open(1_150) })).rejects.toThrow('The connection was lost');
      const interrupted = await outcome(importId);
      expect(interrupted?.status).toBe('RUNNING');
      expect([500, 1_000]).toContain(interrupted?.rows_added);
      await importPriceList(parts, { importId, open: open(Infinity) });
      const completed = { status: 'COMPLETED', attempts: 2, rows_read: 1_200, rows_added: 1_200, rows_changed: 0 };
      expect(await outcome(importId)).toMatchObject(completed);
      await importPriceList(parts, { importId, open: open(Infinity) });
      expect(await outcome(importId)).toMatchObject(completed);
      await database.close();
    });

    it.each(['vendor', 'price_list_import'])('waits for a lock on its %s instead of passing over it', async (table) => {
      const { database, parts, record, outcome } = await begin(`Locked ${table}`);
      const importId = await record();
      const { promise: gate, resolve: openGate } = Promise.withResolvers<undefined>();
      const locked = Promise.withResolvers<undefined>();
      const holding = database.fork().transactional(async (tx) => {
        await tx.execute(`select 1 from catalog.${table} for update`);
        locked.resolve(undefined);
        await gate;
      });
      await locked.promise;
      const running = importPriceList(parts, { importId, open: () => Promise.resolve(bytes(Infinity)) });
      // Long enough for an import that did not wait to have ended.
      await Promise.race([running, sleep(300)]);
      openGate(undefined);
      await Promise.all([holding, running]);
      expect(await outcome(importId)).toMatchObject({ status: 'COMPLETED', rows_added: 1_200 });
      await database.close();
    });

    it('stops when a newer import of the same vendor begins, and does not begin after it', async () => {
      const { database, parts, record, outcome } = await begin('Overtaken');
      const [older, waiting, newer] = [await record(), await record(), await record()];
      const { promise: gate, resolve: openGate } = Promise.withResolvers<undefined>();
      async function* paused(): AsyncGenerator<Uint8Array> {
        for (const [index, chunk] of CUT.entries()) {
          if (index === 700) await gate;
          yield chunk;
        }
      }
      const running = importPriceList(parts, { importId: older, open: onSecondOpening(paused) });
      await eventually(async () => expect((await outcome(older))?.rows_added).toBe(500));
      await importPriceList(parts, { importId: newer, open: () => Promise.resolve(bytes(Infinity)) });
      openGate(undefined);
      await running;
      await importPriceList(parts, { importId: waiting, open: () => Promise.resolve(bytes(Infinity)) });
      const failure = 'A newer import of the same vendor took over.';
      expect(await outcome(older)).toMatchObject({ status: 'FAILED', failure, rows_added: 500, rows_retired: 0 });
      expect(await outcome(waiting)).toMatchObject({ status: 'FAILED', failure, rows_read: 0 });
      expect(await outcome(newer)).toMatchObject({ status: 'COMPLETED', rows_added: 700, rows_read: 1_200 });
      await database.close();
    });
  });
});

describe('A sheet at an address', () => {
  const server = createServer((request, response) => {
    if (request.url === '/sheet.csv') response.end(sheet([{}]));
    else if (request.url === '/elsewhere') response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
    else response.writeHead(404).end();
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => server.close());
  const address = () => `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const used = useCatalog('pglite', { environment: { IMPORT_ALLOWED_HOSTS: '127.0.0.1' } });
  const importFrom = async (path: string) => {
    const { priceListImport } = await startImport(used.catalog(), `http://${address()}${path}`);
    return importEnd(used.catalog(), priceListImport?.id ?? '');
  };

  it('is fetched from a host that is allowed', async () => {
    expect(await importFrom('/sheet.csv')).toMatchObject({ status: 'COMPLETED', rowsAdded: 1 });
  });

  it('fails the import when it is not there, or the host sends the reader elsewhere', async () => {
    expect(await importFrom('/missing.csv')).toMatchObject({
      status: 'FAILED',
      failure: `${address()} answered 404 instead of the file.`,
    });
    expect(await importFrom('/elsewhere')).toMatchObject({
      status: 'FAILED',
      failure: `${address()} does not answer, or sends the reader elsewhere.`,
    });
  });
});

describe('The source of an import', () => {
  const used = useCatalog('pglite', { environment: { IMPORT_ALLOWED_HOSTS: 'sheets.example' } });

  it.each([
    ['/etc/passwd', 'INVALID'],
    ['../sheet.csv', 'INVALID'],
    ['a/../../sheet.csv', 'INVALID'],
    [String.raw`..\sheet.csv`, 'INVALID'],
    [String.raw`C:\sheet.csv`, 'INVALID'],
    ['', 'INVALID'],
    ['missing.csv', 'NOT_FOUND'],
    ['http://127.0.0.1/sheet.csv', 'NOT_ALLOWED'],
    ['https://sheets.example.evil.example/sheet.csv', 'NOT_ALLOWED'],
    ['file:///etc/passwd', 'INVALID'],
    ['https://user:secret@sheets.example/sheet.csv', 'INVALID'],
  ])('%s is refused as %s, with nothing recorded', async (source, code) => {
    const { priceListImport, userErrors } = await startImport(used.catalog(), source);
    expect(priceListImport).toBeNull();
    expect(userErrors).toMatchObject([{ code, path: ['source'] }]);
    expect(await used.catalog().database.sql('select 1 from catalog.price_list_import')).toEqual([]);
  });

  it('is refused when a symbolic link leads out of the folder', async () => {
    await symlink('/etc/hostname', join(used.importDir, 'link.csv'));
    expect((await startImport(used.catalog(), 'link.csv')).userErrors).toMatchObject([{ code: 'INVALID' }]);
  });

  it('may not be named without MANAGE_CATALOG, nor outside the provider', async () => {
    await writeFile(join(used.importDir, 'sheet.csv'), sheet([{}]));
    const input = { vendor: 'Example', source: 'sheet.csv' };
    for (const user of [userOf(tree.provider, MONEY), resellerUser]) {
      const { errors } = await used.catalog().query(IMPORT_PRICE_LIST, { input }, user);
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    }
  });
});
