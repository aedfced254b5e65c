import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { PriceChangesDocument, PriceListImportChangesDocument } from '../../../operations/generated/graphql.ts';
import type { CatalogContext, WorkContext } from '../../../../subgraphs/catalog/context.ts';
import {
  priceDigests,
  type Buyer,
  type PriceDigest,
} from '../../../../subgraphs/catalog/services/prices/price-digests.ts';
import type { Sheet } from '../../../../subgraphs/catalog/services/prices/rising-plans.ts';
import { chainsOf } from '../../../../subgraphs/catalog/services/prices/alike-buyers.ts';
import { tellOfRises } from '../../../../subgraphs/catalog/services/prices/tell-of-rises.ts';
import { unrecorded } from '../../../../subgraphs/shared/database/record-change.ts';
import { newId } from '../../../../subgraphs/shared/domain/ids.ts';
import { whileAsking } from '../../../support/asked.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { deliveredJob } from '../../../support/delivered-job.ts';
import { eventually } from '../../../support/eventually.ts';
import { userOf } from '../../../support/principals.ts';
import {
  accountBelow,
  announce,
  announceTree,
  askingFor,
  confirm,
  importFile,
  MONEY,
  providerUser,
  sheet,
  tree,
  useCatalog,
  type SheetRow,
} from '../catalog-under-test.ts';

const NEXT = '2099-01-01T00:00:00.000Z';
const LATER = '2099-02-01T00:00:00.000Z';
/** Thirty days before, and the moment before that. */
const DUE = '2098-12-02T00:00:00.000Z';
const TOO_EARLY = '2098-12-01T23:59:59.999Z';
const DAY_MS = 86_400_000;
const inDays = (days: number): string => new Date((Math.floor(Date.now() / DAY_MS) + days) * DAY_MS).toISOString();

/** A plan at one price until a moment, and at another one from then on. */
const changing = (
  ProductId: string,
  [before, after]: readonly [string, string],
  moment = NEXT,
): readonly SheetRow[] => [
  { ProductId, UnitPrice: before, EffectiveEndDate: moment },
  { ProductId, UnitPrice: after, EffectiveStartDate: moment },
];

interface Told {
  readonly importId: string;
  readonly accountId: string;
  readonly sealedDigest: string;
}

describeOnBothDatabases('price notices', (kind) => {
  const used = useCatalog(kind, {
    environment: { DEFAULT_MARGIN_PERCENT_PROVIDER: '10', DEFAULT_MARGIN_PERCENT_RESELLER: '20' },
    prepare: announceTree,
  });
  const { catalog } = used;
  const ask = askingFor(catalog);
  const buyers = [tree.reseller, tree.subReseller, tree.otherReseller] as const;
  const facts: Told[] = [];
  beforeAll(async () => {
    await catalog().bus.consume(randomUUID(), 'catalog.prices-rise', ({ data }) => {
      facts.push(data as Told);
      return Promise.resolve();
    });
  });

  /** A context like that of a job, at a moment. */
  const workAt = (moment: string): WorkContext => {
    const context = catalog().subgraph.createContext({
      principal: { kind: 'anonymous', clientAddress: '' },
      contextToken: '',
      requestId: undefined,
    }) as CatalogContext;
    const deps = { ...context.deps, now: () => new Date(moment) };
    return { read: context.read, write: (work, step) => context.write(unrecorded('part', work), step), deps };
  };
  const tellAt = (moment: string, job = deliveredJob()) => tellOfRises(workAt(moment), job);
  const open = ({ sealedDigest }: Told): PriceDigest =>
    JSON.parse(workAt(NEXT).deps.config.sealer.open(sealedDigest)) as PriceDigest;
  /** What was told of an import so far, by account: all facts of what is written down have come. */
  const toldOf = (importId: string): Promise<ReadonlyMap<string, PriceDigest>> =>
    eventually(async () => {
      const rows = await catalog().database.sql<{ account_id: string }>(
        'select account_id from catalog.price_notice where import_id = $1 and plans > 0',
        [importId],
      );
      const told = facts.filter((fact) => fact.importId === importId);
      expect(told.map(({ accountId }) => accountId).toSorted()).toEqual(rows.map((row) => row.account_id).toSorted());
      return new Map(told.map((fact) => [fact.accountId, open(fact)]));
    });
  const pricesIn = (digest: PriceDigest | undefined) =>
    digest?.rises.map(({ before, after, percent }) => [before, after, percent]);
  /** When an import is to be told of, once somebody has looked at it. */
  const noticesOf = (importId: string) =>
    eventually(async () => {
      const [row] = await catalog().database.sql<{ due: Date | null; ended: Date | null }>(
        'select notices_due_at as due, notices_ended_at as ended from catalog.price_version where import_id = $1',
        [importId],
      );
      if (row === undefined || (row.due === null && row.ended === null)) throw new Error('Nobody has looked at it');
      return { due: row.due?.toISOString(), hasEnded: row.ended !== null };
    });
  /** Publishes a list, then another one of the same vendor; answers the import of the second. */
  const publish = async (vendor: string, ...lists: readonly (readonly SheetRow[])[]) => {
    let id = '';
    for (const rows of lists) {
      const outcome = await importFile(used, sheet(rows), vendor);
      expect(outcome).toMatchObject({ status: 'COMPLETED', rowsRejected: 0 });
      id = outcome.id;
    }
    return id;
  };

  it('come thirty days before the first price rises, to each that buys, at its own prices', async () => {
    const cancelled = accountBelow(tree.provider, 'RESELLER');
    const data = { ...cancelled, status: 'CANCELLED', segment: null, currency: 'USD', parentId: null, version: 1 };
    await catalog().bus.publish({ id: randomUUID(), subject: 'accounts.account-changed', data });
    const list = [{ ProductId: 'DEARER' }, { ProductId: 'CHEAPER' }, { ProductId: 'STAYS' }];
    const nextList = [
      ...changing('DEARER', ['100', '110']),
      ...changing('CHEAPER', ['100', '90'], '2098-06-01T00:00:00.000Z'),
      { ProductId: 'STAYS' },
    ];
    const id = await publish('Ahead Corporation', list, nextList);
    expect(await noticesOf(id)).toEqual({ due: DUE, hasEnded: false });
    await tellAt(TOO_EARLY);
    expect(await toldOf(id)).toEqual(new Map());
    await tellAt(DUE);
    const told = await toldOf(id);
    expect([...told.keys()].toSorted()).toEqual(buyers.map((buyer) => buyer.id).toSorted());
    expect(told.get(tree.reseller.id)).toEqual({
      vendorName: 'Ahead Corporation',
      plans: 1,
      since: NEXT,
      rises: [
        {
          productName: 'Mail, large',
          segment: 'COMMERCIAL',
          market: 'US',
          term: 'P1Y',
          billingCycle: 'MONTHLY',
          effectiveAt: NEXT,
          currency: 'USD',
          before: '110',
          after: '121',
          percent: '10.00',
        },
      ],
    });
    expect(pricesIn(told.get(tree.subReseller.id))).toEqual([['132', '145.2', '10.00']]);
    // The graph says the same.
    for (const buyer of buyers) {
      const window = { from: '2098-12-02', to: '2100-01-01' };
      const { priceChanges } = await ask(PriceChangesDocument, window, userOf(buyer, MONEY));
      expect(priceChanges.nodes.map(({ before, after }) => [Number(before?.amount), Number(after?.amount)])).toEqual(
        pricesIn(told.get(buyer.id))?.map(([one, other]) => [Number(one), Number(other)]),
      );
    }
    expect(await noticesOf(id)).toEqual({ due: DUE, hasEnded: true });
  });

  it('come at once when fewer days are left, and one day later than that when the day begins', async () => {
    const id = await publish('Soon Corporation', [{ ProductId: 'SOON' }], changing('SOON', ['100', '110'], inDays(30)));
    await noticesOf(id);
    expect((await eventuallyTold(id)).size).toBe(buyers.length);
    const far = await publish('Far Corporation', [{ ProductId: 'FAR' }], changing('FAR', ['100', '110'], inDays(32)));
    expect(await noticesOf(far)).toEqual({ due: inDays(2), hasEnded: false });
  });

  it('tell of prices that rise on the day on which the list comes', async () => {
    const id = await publish('Late Corporation', [{ ProductId: 'LATE' }], changing('LATE', ['100', '110'], inDays(0)));
    expect((await eventuallyTold(id)).get(tree.reseller.id)).toMatchObject({ plans: 1, since: inDays(0) });
  });

  it('tell of retail prices alone those whose sellers sell below them', async () => {
    const vendor = 'Retail Corporation';
    await publish(vendor, [{ ProductId: 'RETAIL' }]);
    await catalog().database.sql(
      `insert into catalog.margin (id, seller_id, account_id, vendor_id, percent_off_retail)
       select $1, $2, $3, id, 10 from catalog.vendor where name = $4`,
      [newId('mgn'), tree.provider.id, tree.reseller.id, vendor],
    );
    const id = await publish(vendor, [
      { ProductId: 'RETAIL', EffectiveEndDate: NEXT },
      { ProductId: 'RETAIL', EffectiveStartDate: NEXT, 'ERP Price': '130.00' },
    ]);
    expect(await noticesOf(id)).toEqual({ due: DUE, hasEnded: false });
    await tellAt(DUE);
    const told = await toldOf(id);
    expect(Object.fromEntries([...told].map(([account, digest]) => [account, pricesIn(digest)]))).toEqual({
      [tree.reseller.id]: [['108', '117', '8.33']],
      [tree.subReseller.id]: [['129.6', '140.4', '8.33']],
    });
    // The provider pays what it paid, so that the list has no change for it.
    const changes = await catalog().database.sql<object>(
      'select before::float8, after::float8 from catalog.price_change where import_id = $1',
      [id],
    );
    expect(changes).toEqual([{ before: 100, after: 100 }]);
    const { priceListImport } = await ask(PriceListImportChangesDocument, { id }, providerUser);
    expect(priceListImport?.changes).toMatchObject({ nodes: [], totalCount: 0 });
  });

  it('are none for prices that fall, begin or end', async () => {
    const id = await publish(
      'Cheap Corporation',
      [{ ProductId: 'FALLS' }, { ProductId: 'ENDS' }],
      [
        ...changing('FALLS', ['100', '90'], inDays(5)),
        { ProductId: 'ENDS', EffectiveEndDate: inDays(5) },
        { ProductId: 'BEGINS', EffectiveStartDate: inDays(5) },
      ],
    );
    expect(await noticesOf(id)).toEqual({ due: undefined, hasEnded: true });
    expect(await toldOf(id)).toEqual(new Map());
  });

  it('are none of dry runs and of lists that wait, until somebody confirms them', async () => {
    const vendor = 'Doubtful Corporation';
    await publish(vendor, [{ ProductId: 'DOUBT' }]);
    const doubled = sheet(changing('DOUBT', ['100', '210'], inDays(5)));
    const dry = await importFile(used, doubled, vendor, { dryRun: true });
    const waiting = await importFile(used, doubled, vendor);
    expect([dry.status, waiting.status]).toEqual(['COMPLETED', 'NEEDS_CONFIRMATION']);
    await tellAt(NEXT);
    expect(facts.filter(({ importId }) => [dry.id, waiting.id].includes(importId))).toEqual([]);
    await confirm(catalog(), waiting.id);
    expect((await eventuallyTold(waiting.id)).size).toBe(buyers.length);
    expect(await toldOf(dry.id)).toEqual(new Map());
  });

  it('come once, also from two processes at the same time, and when one breaks off and begins again', async () => {
    const more = Array.from({ length: 12 }, () => accountBelow(tree.otherReseller, 'RESELLER'));
    for (const account of more) await announce(catalog(), account);
    const all = [...buyers, ...more].map(({ id }) => id).toSorted();
    const id = await publish('Once Corporation', [{ ProductId: 'ONCE' }], changing('ONCE', ['100', '110']));
    await noticesOf(id);
    let pages = 0;
    const dying = {
      ...deliveredJob(),
      assertHeld: () => {
        pages += 1;
        if (pages === 2) throw new Error('the process dies');
      },
    };
    await expect(tellAt(DUE, dying)).rejects.toMatchObject({ errors: [{ message: 'the process dies' }] });
    const some = await toldOf(id);
    expect([...some.keys()].toSorted()).toEqual(all.slice(0, 10));
    await Promise.all([tellAt(DUE), tellAt(DUE), tellAt(DUE)]);
    expect([...(await toldOf(id)).keys()].toSorted()).toEqual(all);
    // Even if nobody had written down that all of it is done.
    await catalog().database.sql('update catalog.price_version set notices_ended_at = null where import_id = $1', [id]);
    await tellAt(NEXT);
    expect(facts.filter(({ importId }) => importId === id)).toHaveLength(all.length);
    for (const { id: gone } of more) await removed(gone);
  });

  it('are told of one list when those of another fail, and end when their process does', async () => {
    const failing = await publish('Failing Corporation', [{ ProductId: 'FAIL' }], changing('FAIL', ['100', '110']));
    const other = await publish('Other Corporation', [{ ProductId: 'OTHER' }], changing('OTHER', ['100', '110']));
    await Promise.all([failing, other].map(noticesOf));
    const ended = { ...deliveredJob(), signal: AbortSignal.abort(new Error('another worker has the job')) };
    await expect(tellAt(DUE, ended)).rejects.toBeInstanceOf(AggregateError);
    expect([await toldOf(failing), await toldOf(other)]).toEqual([new Map(), new Map()]);
    const work = workAt(DUE);
    const { outbox } = work.deps;
    const append: typeof outbox.append = (tx, subject, data) =>
      'importId' in data && data.importId === failing
        ? Promise.reject(new Error('no room'))
        : outbox.append(tx, subject, data);
    const deps = { ...work.deps, outbox: { ...outbox, append } };
    await expect(tellOfRises({ ...work, deps }, deliveredJob())).rejects.toMatchObject({
      errors: [{ message: 'no room' }],
    });
    expect([(await toldOf(failing)).size, (await toldOf(other)).size]).toEqual([0, buyers.length]);
    await tellAt(DUE);
    expect((await toldOf(failing)).size).toBe(buyers.length);
  });

  it('leave to a later list what it changes again', async () => {
    const vendor = 'Postponing Corporation';
    const first = await publish(vendor, [{ ProductId: 'MOVED' }], changing('MOVED', ['100', '110']));
    const second = await publish(vendor, changing('MOVED', ['100', '110'], LATER));
    expect([await noticesOf(first), await noticesOf(second)]).toEqual([
      { due: DUE, hasEnded: false },
      { due: '2099-01-02T00:00:00.000Z', hasEnded: false },
    ]);
    await tellAt(DUE);
    expect([await toldOf(first), await toldOf(second)]).toEqual([new Map(), new Map()]);
    await tellAt('2099-01-02T00:00:00.000Z');
    expect(await toldOf(first)).toEqual(new Map());
    expect((await toldOf(second)).get(tree.reseller.id)).toMatchObject({ plans: 1, since: LATER });
  });

  it('describe the 25 plans that rise most, and count all of them', async () => {
    const vendor = 'Many Corporation';
    const names = Array.from({ length: 130 }, (_, index) => `MANY${String(index).padStart(3, '0')}`);
    const before = names.map((ProductId) => ({ ProductId }));
    // One of them rises twice, the second time more.
    const twice = [
      { ProductId: 'MANY000', EffectiveEndDate: NEXT },
      { ProductId: 'MANY000', UnitPrice: '101', EffectiveStartDate: NEXT, EffectiveEndDate: LATER },
      { ProductId: 'MANY000', UnitPrice: '190', EffectiveStartDate: LATER },
    ];
    const rising = names.slice(1).flatMap((name, index) => changing(name, ['100', String(100.25 + index / 4)]));
    const id = await publish(vendor, before, [...twice, ...rising]);
    await noticesOf(id);
    await tellAt(DUE);
    const digest = (await toldOf(id)).get(tree.subReseller.id);
    expect(digest).toMatchObject({ plans: 130, since: NEXT });
    const shares = digest?.rises.map(({ percent }) => percent);
    expect(shares).toHaveLength(25);
    expect(shares?.slice(0, 3)).toEqual(['88.12', '32.25', '32.00']);
    expect(digest?.rises[0]).toMatchObject({ effectiveAt: LATER });
  });

  it('are computed once for those that buy by the same rules, and are what each of them pays', async () => {
    const plain = Array.from({ length: 12 }, () => accountBelow(tree.provider, 'RESELLER'));
    const [favoured, ruling] = [accountBelow(tree.provider, 'RESELLER'), accountBelow(tree.provider, 'RESELLER')];
    const nested = [plain[0], plain[1], ruling, ruling].map((parent) => accountBelow(parent, 'RESELLER'));
    const all = [...plain, favoured, ruling, ...nested];
    for (const account of all) await announce(catalog(), account);
    const rules = [
      [tree.provider.id, favoured.id, '5'],
      [ruling.id, null, '30'],
      [ruling.id, nested[3]?.id ?? null, '2'],
    ] as const;
    for (const [seller, account, percent] of rules) {
      await catalog().database.sql(
        'insert into catalog.margin (id, seller_id, account_id, percent) values ($1, $2, $3, $4)',
        [newId('mgn'), seller, account, percent],
      );
    }
    const chains = await chainsOf(
      workAt(DUE).read,
      all.map(({ path }) => path),
    );
    // Those below the provider, the favoured one, those below them, and each below the one with rules.
    expect(new Set(chains.slice(0, 12)).size).toBe(1);
    expect(new Set(chains).size).toBe(5);
    const id = await publish('Alike Corporation', [{ ProductId: 'ALIKE' }], changing('ALIKE', ['100', '110']));
    await tellAt(DUE);
    const told = await toldOf(id);
    const list = {
      ...(await listOf('Alike Corporation')),
      from: new Date(DUE),
      signal: new AbortController().signal,
    };
    for (const account of all) {
      const [alone] = await priceDigests(workAt(DUE), list, [account]);
      expect(told.get(account.id)).toEqual(alone);
    }
    expect(new Set(all.map((account) => JSON.stringify(pricesIn(told.get(account.id))))).size).toBe(5);
  });

  it('take as many statements for a page of plans, however many plans and accounts', async () => {
    const count = async (vendorName: string, accounts: readonly Pick<Buyer, 'path'>[]) => {
      const told = { ...(await listOf(vendorName)), from: new Date(DUE), signal: new AbortController().signal };
      catalog().statements.reset();
      const digests = await whileAsking(() => priceDigests(workAt(DUE), told, accounts));
      expect(digests.filter((digest) => digest !== undefined)).toHaveLength(accounts.length);
      return catalog().statements.count();
    };
    const [first] = buyers;
    const onePlan = await count('Postponing Corporation', [first]);
    expect(await count('Postponing Corporation', buyers)).toBe(onePlan);
    // The plans that are described, and their products, are read once; 130 plans are six pages of 25.
    const described = 2;
    expect(await count('Many Corporation', buyers)).toBe(6 * (onePlan - described) + described);
  });

  it('let others have their turn of the event loop between the pages', async () => {
    let turns = 0;
    let isTurning = true;
    const turn = (): void => {
      turns += 1;
      if (isTurning) setImmediate(turn);
    };
    const told = { ...(await listOf('Many Corporation')), from: new Date(DUE), signal: new AbortController().signal };
    setImmediate(turn);
    await priceDigests(workAt(DUE), told, buyers);
    isTurning = false;
    expect(turns).toBeGreaterThanOrEqual(6);
  });

  /** What was told of an import by the job itself, which nobody has called. */
  function eventuallyTold(importId: string): Promise<ReadonlyMap<string, PriceDigest>> {
    return eventually(async () => {
      expect(await noticesOf(importId)).toMatchObject({ hasEnded: true });
      const told = await toldOf(importId);
      expect(told.size).toBeGreaterThan(0);
      return told;
    });
  }

  /** The last list of a vendor. */
  async function listOf(vendorName: string): Promise<Sheet & { readonly vendorName: string }> {
    const [list] = await catalog().database.sql<Sheet>(
      `select vendor_id as "vendorId", version, published.import_id as "importId" from catalog.price_version as published
       join catalog.vendor on vendor.id = vendor_id where name = $1 order by version desc limit 1`,
      [vendorName],
    );
    if (list === undefined) throw new Error('The list is there');
    return { ...list, vendorName };
  }

  async function removed(id: string): Promise<void> {
    await catalog().bus.publish({ id: randomUUID(), subject: 'accounts.account-removed', data: { id } });
  }
});
