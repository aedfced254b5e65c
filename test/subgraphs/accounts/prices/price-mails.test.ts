import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  AuditLogDocument,
  ImportPriceListDocument,
  PriceListImportDocument,
  SwitchPriceMailsDocument,
} from '../../../operations/generated/graphql.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { eventually } from '../../../support/eventually.ts';
import { startGraph, type GraphUnderTest } from '../../../support/graph-under-test.ts';
import { startMailServer, type MailServer } from '../../../support/mail-server.ts';
import { visibleTexts } from '../../../support/mail.ts';
import { sheet, type SheetRow } from '../../catalog/catalog-under-test.ts';

const DAY_MS = 86_400_000;
const midnight = (days: number): Date => new Date((Math.floor(Date.now() / DAY_MS) + days) * DAY_MS);
const RISES_AT = midnight(20);
const dayIn = (locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(RISES_AT);

const risingTo = (UnitPrice: string): readonly SheetRow[] => [
  { EffectiveEndDate: RISES_AT.toISOString() },
  { UnitPrice, EffectiveStartDate: RISES_AT.toISOString() },
];

describeOnBothDatabases('mails about prices that rise', (kind) => {
  let server: MailServer | undefined;
  let started: GraphUnderTest | undefined;
  const facts: object[] = [];
  beforeAll(async () => {
    server = await startMailServer();
    const margins = { DEFAULT_MARGIN_PERCENT_PROVIDER: '10', DEFAULT_MARGIN_PERCENT_RESELLER: '20' };
    started = await startGraph(kind, {
      environment: { ...margins, SMTP_URL: server.url },
      fillCatalog: () => Promise.resolve(),
    });
    await started.bus.consume(randomUUID(), 'catalog.prices-rise', ({ data }) => {
      facts.push(data as object);
      return Promise.resolve();
    });
  });
  afterAll(async () => {
    await started?.close();
    await server?.[Symbol.asyncDispose]();
  });
  const graph = (): GraphUnderTest => {
    if (started === undefined) throw new Error('The graph is not started');
    return started;
  };
  const as = (name: string, permissions?: readonly string[]) => graph().administrator(name, permissions);
  const idOf = (name: string): string => graph().account(name).id;

  const update = async (name: string, changes: object, by = as(name)) => {
    const input = { accountId: idOf(name), ...changes };
    const { data, errors } = await graph().ask(SwitchPriceMailsDocument, { input }, by);
    expect(errors).toEqual([]);
    return data.updateAccount;
  };
  const importSheet = async (vendor: string, rows: readonly SheetRow[]): Promise<string> => {
    await writeFile(join(graph().environment['IMPORT_DIR'] ?? '', 'sheet.csv'), sheet(rows));
    const by = as('Meridian Distribution');
    const input = { vendor, source: 'sheet.csv' };
    const { data } = await graph().ask(ImportPriceListDocument, { input }, by);
    const id = data.importPriceList.priceListImport?.id ?? '';
    await eventually(async () => {
      const { data: found } = await graph().ask(PriceListImportDocument, { id }, by);
      expect(found.priceListImport?.status).toBe('COMPLETED');
    });
    return id;
  };
  /** A list of a vendor, and the next one with a price that rises. Waits until everything that follows has been done. */
  const publish = async (vendor: string): Promise<string> => {
    await importSheet(vendor, [{}]);
    const id = await importSheet(vendor, risingTo('110'));
    await eventually(async () => {
      const [list] = await graph().database.sql<{ ended: boolean }>(
        'select notices_ended_at is not null as ended from catalog.price_version where import_id = $1',
        [id],
      );
      expect(list).toEqual({ ended: true });
      const told = await graph().database.sql(
        `select 1 from catalog.price_notice left join accounts.price_mail using (import_id, account_id)
         where import_id = $1 and price_mail.account_id is null`,
        [id],
      );
      expect(told).toEqual([]);
      const waiting = await graph().database.sql(
        `select 1 from jobs.job where name = 'accounts.price-mail' and state <> 'completed'`,
      );
      expect(waiting).toEqual([]);
    });
    return id;
  };
  const mailsOf = (vendor: string) =>
    new Map(
      (server?.received ?? [])
        .filter(({ mail }) => mail.subject.includes(vendor))
        .map(({ to, mail }) => [String(to), mail]),
    );

  it('reach the contact of each reseller in its language, with its own prices, in the name of its seller', async () => {
    await update('Harbor IT', { language: 'de-AT' });
    await graph().database.sql('update accounts.account set contact = null where id = $1', [idOf('Newleaf Partners')]);
    await publish('First Corporation');
    const mails = mailsOf('First Corporation');
    expect([...mails.keys()].toSorted()).toEqual([
      'cora.lindqvist@champion.example',
      'hugo.brandt@harbor.example',
      'nia.moreau@newleaf.example',
      'sami.haddad@summit.example',
    ]);
    const champion = mails.get('cora.lindqvist@champion.example');
    expect(champion?.subject).toBe(`Prices of First Corporation rise from ${dayIn('en-GB')} on`);
    expect(champion?.headers.get('from')).toContain('Meridian Distribution');
    expect(champion?.text).toContain('Plans that become dearer: 1\n');
    expect(champion?.text).toContain(
      `- Mail, large: +10%\n  Commercial, United States: 1 year, billed monthly\n  From ${dayIn('en-GB')}: USD\u{A0}110.00 → USD\u{A0}121.00\n`,
    );
    expect(champion?.text).toContain('the mutation updateAccount, by priceChangeMails: false.');
    // cspell:disable
    const harbor = mails.get('hugo.brandt@harbor.example');
    expect(harbor?.subject).toBe(`Preise von First Corporation steigen ab ${dayIn('de-DE')}`);
    expect(harbor?.headers.get('from')).toContain('Champion Cloud');
    expect(visibleTexts(harbor?.html ?? '')).toContain(`Ab ${dayIn('de-DE')}: 132,00\u{A0}USD → 145,20\u{A0}USD`);
    // cspell:enable
    // Neither learns what the other one pays, nor what the provider does.
    expect(harbor?.text).not.toMatch(/11[01]|121|100/);
    expect(champion?.text).not.toMatch(/132|145|USD\s100/);
  });

  it('come once, also when the catalogue tells again', async () => {
    const before = server?.received.length;
    const known = facts.length;
    expect(known).toBeGreaterThan(0);
    for (const data of facts.slice(0, known)) {
      await graph().bus.publish({ id: randomUUID(), subject: 'catalog.prices-rise', data });
    }
    await publish('Second Corporation');
    expect(mailsOf('Second Corporation').size).toBe(4);
    expect(server?.received.length).toBe((before ?? 0) + 4);
  });

  it('are switched off by the account itself, which the audit log tells, and on again', async () => {
    expect(await update('Summit Resale', { priceChangeMails: false })).toEqual({
      account: { priceChangeMails: false },
      userErrors: [],
    });
    await publish('Third Corporation');
    expect([...mailsOf('Third Corporation').keys()].toSorted()).toEqual([
      'cora.lindqvist@champion.example',
      'hugo.brandt@harbor.example',
      'nia.moreau@newleaf.example',
    ]);
    await update('Summit Resale', { priceChangeMails: true });
    // What was told while they were off stays untold.
    await publish('Fourth Corporation');
    expect([...mailsOf('Fourth Corporation').keys()]).toContain('sami.haddad@summit.example');
    expect(mailsOf('Third Corporation').size).toBe(3);
    const entries = await eventually(async () => {
      const { data } = await graph().ask(
        AuditLogDocument,
        { filter: { action: ['updateAccount'] } },
        as('Summit Resale'),
      );
      expect(data.auditLog.nodes).toHaveLength(2);
      return data.auditLog.nodes;
    });
    expect(entries.map(({ changes }) => changes)).toEqual([
      [{ field: 'priceChangeMails', before: 'false', after: 'true' }],
      [{ field: 'priceChangeMails', before: 'true', after: 'false' }],
    ]);
  });

  it('are switched for resellers in sight, by who may manage accounts', async () => {
    const off = { priceChangeMails: false };
    expect(await update('Contoso Bakery', off, as('Champion Cloud'))).toEqual({
      account: null,
      userErrors: [{ code: 'NOT_ALLOWED', path: ['priceChangeMails'] }],
    });
    expect((await update('Meridian Distribution', off)).userErrors).toMatchObject([{ code: 'NOT_ALLOWED' }]);
    expect((await update('Summit Resale', off, as('Champion Cloud'))).userErrors).toMatchObject([
      { code: 'NOT_FOUND' },
    ]);
    const input = { accountId: idOf('Summit Resale'), ...off };
    const { errors } = await graph().ask(SwitchPriceMailsDocument, { input }, as('Summit Resale', ['MANAGE_PRICES']));
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });
});
