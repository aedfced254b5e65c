import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { openCatalogDatabase } from '../../../../subgraphs/catalog/main.ts';
import { importPriceList } from '../../../../subgraphs/catalog/services/sheets/import-price-list.ts';
import { recordImport } from '../../../../subgraphs/catalog/services/sheets/import-record.ts';
import { workWith, type UnitOfWork } from '../../../../subgraphs/shared/database/transaction.ts';
import type { Id } from '../../../../subgraphs/shared/domain/ids.ts';
import { findOrCreateVendor } from '../../../../subgraphs/catalog/services/products/vendors.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { eventually } from '../../../support/eventually.ts';
import { sheet, useCatalog } from '../catalog-under-test.ts';

describeOnBothDatabases('a price list import that is interrupted', (kind) => {
  const used = useCatalog(kind);

  const CUT: readonly Buffer[] = Array.from({ length: 1_200 }, (_, index) => index).reduce<Buffer[]>(
    (chunks, index) => [
      ...chunks,
      Buffer.from(sheet([{ SkuId: `${index}`, SkuDescription: '' }]).split('\r\n')[1] + '\r\n'),
    ],
    [Buffer.from(`${sheet([]).trimEnd()}\r\n`)],
  );
  const begin = async (vendorName: string) => {
    const database = await openCatalogDatabase(used.catalog().database.address);
    const context = workWith(database.fresh, { now: () => new Date() });
    const record = () =>
      context.write(async (tx) => {
        const vendor = await findOrCreateVendor(tx, vendorName);
        return recordImport(tx, { vendorId: vendor.id, source: 'test', requestedBy: undefined, now: new Date() }).id;
      });
    const outcome = async (importId: Id<'imp'>) => {
      const rows = await used
        .catalog()
        .database.sql<{ status: string; rows_added: number }>(
          'select status, failure, attempts, rows_read, rows_added, rows_changed, rows_unchanged, rows_retired from catalog.price_list_import where id = $1',
          [importId],
        );
      return rows[0];
    };
    return { database, context, record, outcome };
  };
  async function* bytes(breakAfter: number): AsyncGenerator<Uint8Array> {
    for (const [index, chunk] of CUT.entries()) {
      if (index === breakAfter) throw new Error('The connection was lost');
      yield chunk;
    }
  }

  const periodsOf = async (vendorName: string) => {
    const [row] = await used.catalog().database.sql<{ seen: number; unseen: number }>(
      `select count(*) filter (where since_version <= price_version)::int as seen,
         count(*) filter (where since_version > price_version)::int as unseen
       from catalog.price_period as period join catalog.plan on plan.id = period.plan_id
       join catalog.product on product.id = plan.product_id join catalog.vendor on vendor.id = product.vendor_id
       where vendor.name = $1`,
      [vendorName],
    );
    return row;
  };

  it('has shown nothing, starts again after a crash, counts nothing twice and misses nothing', async () => {
    const { database, context, record, outcome } = await begin('Crashed');
    const importId = await record();
    const open = (breakAfter: number) => () => Promise.resolve(bytes(breakAfter));
    await expect(importPriceList(context, { importId, open: open(1_150) })).rejects.toThrow('The connection was lost');
    expect(await outcome(importId)).toMatchObject({ status: 'RUNNING', rows_read: 1_000 });
    expect(await periodsOf('Crashed')).toEqual({ seen: 0, unseen: 0 });
    await importPriceList(context, { importId, open: open(Infinity) });
    const completed = { status: 'COMPLETED', attempts: 2, rows_read: 1_200, rows_added: 1_200, rows_changed: 0 };
    expect(await outcome(importId)).toMatchObject(completed);
    await importPriceList(context, { importId, open: open(Infinity) });
    expect(await outcome(importId)).toMatchObject(completed);
    expect(await periodsOf('Crashed')).toEqual({ seen: 1_200, unseen: 0 });
    await database.close();
  });

  it('shows nothing, wherever its writing breaks off, and is whole when it was begun again', async () => {
    for (const steps of [2, 4, 5, 6, 7, 8, 9]) {
      const { database, context, record, outcome } = await begin(`Broken ${steps}`);
      const importId = await record();
      const open = () => Promise.resolve(bytes(Infinity));
      const broken = { ...context, read: context.read, write: breakingAfter(steps, context) };
      await expect(importPriceList(broken, { importId, open })).rejects.toThrow('The database was lost');
      expect((await periodsOf(`Broken ${steps}`))?.seen, `after ${steps}`).toBe(0);
      await importPriceList(context, { importId, open });
      expect(await outcome(importId)).toMatchObject({ status: 'COMPLETED', rows_read: 1_200, rows_added: 1_200 });
      expect(await periodsOf(`Broken ${steps}`)).toEqual({ seen: 1_200, unseen: 0 });
      await database.close();
    }
  });

  it.each(['vendor', 'price_list_import'])('waits for a lock on its %s instead of skipping it', async (table) => {
    const { database, context, record, outcome } = await begin(`Locked ${table}`);
    const importId = await record();
    const { promise: gate, resolve: openGate } = Promise.withResolvers<undefined>();
    const locked = Promise.withResolvers<undefined>();
    const holding = context.write(async (tx) => {
      await tx.execute(`select 1 from catalog.${table} for update`);
      locked.resolve(undefined);
      await gate;
    });
    await locked.promise;
    const running = importPriceList(context, { importId, open: () => Promise.resolve(bytes(Infinity)) });
    // Long enough for an import that did not wait to have ended.
    await Promise.race([running, sleep(300)]);
    openGate(undefined);
    await Promise.all([holding, running]);
    expect(await outcome(importId)).toMatchObject({ status: 'COMPLETED', rows_added: 1_200 });
    await database.close();
  });

  it('waits while another import of the same vendor runs', async () => {
    const { database, context, record, outcome } = await begin('Busy');
    const [first, second] = [await record(), await record()];
    const { promise: gate, resolve: openGate } = Promise.withResolvers<undefined>();
    async function* paused(): AsyncGenerator<Uint8Array> {
      for (const [index, chunk] of CUT.entries()) {
        if (index === 1_100) await gate;
        yield chunk;
      }
    }
    const running = importPriceList(context, { importId: first, open: () => Promise.resolve(paused()) });
    await eventually(async () => expect((await outcome(first))?.rows_added).toBe(1_000));
    const waiting = importPriceList(context, { importId: second, open: () => Promise.resolve(bytes(Infinity)) });
    // Long enough for an import that did not wait to have read its rows.
    await sleep(1_500);
    expect(await outcome(second)).toMatchObject({ status: 'RUNNING', rows_read: 0 });
    openGate(undefined);
    await Promise.all([running, waiting]);
    expect(await outcome(first)).toMatchObject({ status: 'COMPLETED', rows_added: 1_200 });
    expect(await outcome(second)).toMatchObject({ status: 'COMPLETED', rows_added: 0, rows_unchanged: 1_200 });
    await database.close();
  });

  it('takes the place of an earlier attempt at the same import, which stops if it wakes and ends nothing', async () => {
    const { database, context, record, outcome } = await begin('Again');
    const importId = await record();
    const { promise: gate, resolve: openGate } = Promise.withResolvers<undefined>();
    async function* paused(): AsyncGenerator<Uint8Array> {
      for (const [index, chunk] of CUT.entries()) {
        if (index === 1_100) await gate;
        yield chunk;
      }
    }
    const halfway = Promise.withResolvers<undefined>();
    async function* meeting(): AsyncGenerator<Uint8Array> {
      for (const [index, chunk] of CUT.entries()) {
        if (index === 1_150) {
          openGate(undefined);
          await sleeping;
          halfway.resolve(undefined);
        }
        yield chunk;
      }
    }
    const sleeping = importPriceList(context, { importId, open: () => Promise.resolve(paused()) });
    await eventually(async () => expect((await outcome(importId))?.rows_added).toBe(1_000));
    const again = importPriceList(context, { importId, open: () => Promise.resolve(meeting()) });
    await halfway.promise;
    expect(await outcome(importId)).toMatchObject({ status: 'RUNNING', attempts: 2 });
    await again;
    expect(await outcome(importId)).toMatchObject({ status: 'COMPLETED', rows_read: 1_200, rows_added: 1_200 });
    expect(await periodsOf('Again')).toEqual({ seen: 1_200, unseen: 0 });
    await database.close();
  });

  it('takes the place of one whose process died, and that one stops if it wakes', async () => {
    const { database, context, record, outcome } = await begin('Dead');
    const [dead, next] = [await record(), await record()];
    const { promise: gate, resolve: openGate } = Promise.withResolvers<undefined>();
    async function* paused(): AsyncGenerator<Uint8Array> {
      for (const [index, chunk] of CUT.entries()) {
        if (index === 1_100) await gate;
        yield chunk;
      }
    }
    const sleeping = importPriceList(context, { importId: dead, open: () => Promise.resolve(paused()) });
    await eventually(async () => expect((await outcome(dead))?.rows_added).toBe(1_000));
    await used
      .catalog()
      .database.sql(
        `update catalog.vendor set import_claimed_until = now() - interval '1 second' where import_id = $1`,
        [dead],
      );
    await importPriceList(context, { importId: next, open: () => Promise.resolve(bytes(Infinity)) });
    openGate(undefined);
    await sleeping;
    expect(await outcome(dead)).toMatchObject({
      status: 'FAILED',
      failure: 'Another import of the same vendor took over.',
    });
    expect(await outcome(next)).toMatchObject({ status: 'COMPLETED', rows_added: 1_200 });
    expect(await periodsOf('Dead')).toEqual({ seen: 1_200, unseen: 0 });
    await database.close();
  });
});

/** Writes as many times, and then loses the database. */
function breakingAfter(steps: number, { write }: UnitOfWork): UnitOfWork['write'] {
  let written = 0;
  return async (work, step) => {
    written += 1;
    if (written > steps) throw new Error('The database was lost');
    return write(work, step);
  };
}
