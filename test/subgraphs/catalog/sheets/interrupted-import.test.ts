import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { openCatalogDatabase } from '../../../../subgraphs/catalog/main.ts';
import { importPriceList } from '../../../../subgraphs/catalog/services/sheets/import-price-list.ts';
import { recordImport } from '../../../../subgraphs/catalog/services/sheets/import-record.ts';
import { workWith } from '../../../../subgraphs/shared/database/transaction.ts';
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
  const NEW_ROW = `${sheet([{ SkuId: 'new', SkuDescription: '' }]).split('\r\n')[1]}\r\n`;
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
          'select status, failure, attempts, rows_read, rows_added, rows_changed, rows_retired from catalog.price_list_import where id = $1',
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

  /** Opens the whole file for the check, and another source for the import. */
  const onSecondOpening = (take: () => AsyncIterable<Uint8Array>) => {
    let openings = 0;
    return () => Promise.resolve((openings += 1) === 1 ? bytes(Infinity) : take());
  };

  it('writes nothing when the connection is lost during the check', async () => {
    const { database, context, record, outcome } = await begin('Lost');
    const importId = await record();
    const open = () => Promise.resolve(bytes(1_150));
    await expect(importPriceList(context, { importId, open })).rejects.toThrow('The connection was lost');
    expect(await outcome(importId)).toMatchObject({ status: 'RUNNING', rows_read: 0, rows_added: 0 });
    await database.close();
  });

  it('fails and retires nothing when the file changes between its two readings', async () => {
    const { database, context, record, outcome } = await begin('Exchanged');
    const whole = await record();
    await importPriceList(context, { importId: whole, open: () => Promise.resolve(bytes(Infinity)) });
    for (const chunks of [CUT.slice(0, 1_150), [...CUT, ...CUT.slice(1, 2)], [...CUT, Buffer.from(NEW_ROW)]]) {
      const importId = await record();
      await importPriceList(context, { importId, open: onSecondOpening(() => Readable.from(chunks)) });
      expect(await outcome(importId)).toMatchObject({
        status: 'FAILED',
        failure: 'The file changed while it was being read. Import it again.',
        rows_added: 0,
        rows_retired: 0,
      });
    }
    await database.close();
  });

  it('starts again after a crash, counts nothing twice and misses nothing', async () => {
    const { database, context, record, outcome } = await begin('Crashed');
    const importId = await record();
    const open = (breakAfter: number) => onSecondOpening(() => bytes(breakAfter));
    await expect(importPriceList(context, { importId, open: open(1_150) })).rejects.toThrow('The connection was lost');
    const interrupted = await outcome(importId);
    expect(interrupted?.status).toBe('RUNNING');
    expect([500, 1_000]).toContain(interrupted?.rows_added);
    await importPriceList(context, { importId, open: open(Infinity) });
    const completed = { status: 'COMPLETED', attempts: 2, rows_read: 1_200, rows_added: 1_200, rows_changed: 0 };
    expect(await outcome(importId)).toMatchObject(completed);
    await importPriceList(context, { importId, open: open(Infinity) });
    expect(await outcome(importId)).toMatchObject(completed);
    await database.close();
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

  it('stops when a newer import of the same vendor starts, and does not start after a newer one', async () => {
    const { database, context, record, outcome } = await begin('Overtaken');
    const [older, waiting, newer] = [await record(), await record(), await record()];
    const { promise: gate, resolve: openGate } = Promise.withResolvers<undefined>();
    async function* paused(): AsyncGenerator<Uint8Array> {
      for (const [index, chunk] of CUT.entries()) {
        if (index === 700) await gate;
        yield chunk;
      }
    }
    const running = importPriceList(context, { importId: older, open: onSecondOpening(paused) });
    await eventually(async () => expect((await outcome(older))?.rows_added).toBe(500));
    await importPriceList(context, { importId: newer, open: () => Promise.resolve(bytes(Infinity)) });
    openGate(undefined);
    await running;
    await importPriceList(context, { importId: waiting, open: () => Promise.resolve(bytes(Infinity)) });
    const failure = 'A newer import of the same vendor took over.';
    expect(await outcome(older)).toMatchObject({ status: 'FAILED', failure, rows_added: 500, rows_retired: 0 });
    expect(await outcome(waiting)).toMatchObject({ status: 'FAILED', failure, rows_read: 0 });
    expect(await outcome(newer)).toMatchObject({ status: 'COMPLETED', rows_added: 700, rows_read: 1_200 });
    await database.close();
  });
});
