import { expect, it } from 'vitest';
import { UpdateAccountDocument, UpdateBrandingDocument } from '../../../operations/generated/graphql.ts';
import type { OrdersContext } from '../../../../subgraphs/orders/context.ts';
import { readId } from '../../../../subgraphs/shared/domain/ids.ts';
import { sendOrderMail } from '../../../../subgraphs/orders/services/fulfilment/send-order-mail.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { deliveredJob } from '../../../support/delivered-job.ts';
import { eventually } from '../../../support/eventually.ts';
import { outboxDrained, useGraph, type GraphUnderTest } from '../../../support/graph-under-test.ts';
import { mailsIn, visibleTexts, type ReadMail } from '../../../support/mail.ts';
import {
  ended,
  MPN,
  newCustomer,
  newCustomerOrder,
  orderState,
  placed,
  planId,
  type PlacedOrder,
} from '../ordering.ts';
import { showOrder } from '../orders/reading-order.ts';
import { jobContext } from '../job-context.ts';

const BRANDING = {
  displayName: 'Champion Cloud',
  senderName: 'Champion & Friends',
  primaryColor: '#0f5c4d',
  supportEmail: 'support@champion.example',
  supportPhone: '+1 303 555 0100',
};

describeOnBothDatabases('mails about orders', (kind) => {
  const orders = new Map<string, PlacedOrder>();
  const graph = useGraph(kind, {
    async prepare(started) {
      const champion = started.administrator('Champion Cloud');
      await brand(started, 'Champion Cloud', BRANDING);
      for (const name of ['happymail', 'rejectedmail']) {
        const input = await newCustomerOrder(started, name, { purchaseOrderNumber: 'PO-2026/77' });
        orders.set(name, await placed(started, input, champion));
      }
      const german = newCustomer('rejectedgerman', { language: 'de-AT' });
      const input = await newCustomerOrder(started, 'rejectedgerman', { newCustomer: german });
      orders.set('rejectedgerman', await placed(started, input, champion));
      for (const name of ['partialmail', 'actionrequiredmail']) {
        const lines = [
          { planId: await planId(started), quantity: 5 },
          { planId: await planId(started, { mpn: MPN.exchange }), quantity: 7 },
        ];
        orders.set(name, await placed(started, await newCustomerOrder(started, name, { lines }), champion));
      }
    },
  });
  const champion = () => graph().administrator('Champion Cloud');
  const orderOf = (name: string): PlacedOrder => {
    const order = orders.get(name);
    if (order === undefined) throw new Error(`There is no order for ${name}`);
    return order;
  };
  const mailsAbout = async (name: string): Promise<readonly ReadMail[]> => {
    const mails = await mailsIn(graph().mailDirectory);
    return mails.filter((mail) => mail.name.startsWith(`${orderOf(name).number}-`));
  };
  /** Waits for the expected number of messages about an order and returns them. */
  const told = (name: string, count: number): Promise<readonly ReadMail[]> =>
    eventually(async () => {
      const mails = await mailsAbout(name);
      if (mails.length < count) throw new Error(`Only ${mails.length} mails about ${name} so far`);
      return mails;
    });
  const to = (address: string, mails: readonly ReadMail[]): ReadMail => {
    const mail = mails.find(({ headers }) => headers.get('to')?.includes(`<${address}>`));
    if (mail === undefined) throw new Error(`No mail to ${address}`);
    return mail;
  };
  const context = (): OrdersContext => jobContext(graph().subgraphs.orders);
  /** Waits until an order has been looked at so many times more: each look moves its job to a later time. */
  const lookedAt = async (name: string, times: number): Promise<void> => {
    const dues = new Set<string>();
    await eventually(async () => {
      const [job] = await graph().database.sql<{ due: string }>(
        `select start_after::text as due from jobs.job where data->>'orderId' = $1 and state = 'created'`,
        [orderOf(name).id],
      );
      if (job !== undefined) dues.add(job.due);
      expect(dues.size).toBeGreaterThan(times);
    });
  };

  it('tell the customer of a complete order what it has, with the name and colours of its reseller', async () => {
    const [mail] = await told('happymail', 1);
    const { number } = orderOf('happymail');
    expect(mail?.name).toMatch(new RegExp(`^${number}-order-completed-\\d+$`));
    expect(mail?.subject).toBe(`Order ${number}: your subscriptions are ready`);
    expect(mail?.headers.get('from')).toBe('"Champion & Friends" <no-reply@tiergraph.example>');
    expect(mail?.headers.get('to')).toBe('Rosa Falk <rosa@happymail.example>');
    expect(mail?.headers.get('reply-to')).toBe('"Champion & Friends" <support@champion.example>');
    for (const text of [mail?.text ?? '', visibleTexts(mail?.html ?? '').join('\n')]) {
      for (const fact of ['PO-2026/77', 'happymail.onmicrosoft.com', '5 × Microsoft 365 Business Basic', 'UTC']) {
        expect(text).toContain(fact);
      }
      expect(text).toContain('admin@happymail.onmicrosoft.com');
      expect(text).toMatch(/support@champion\.example\n\+1 303 555 0100/);
    }
    expect(mail?.html).toContain('background:#0f5c4d');
  });

  it('tell customer and reseller of a failed order the reason and the remedy, without licence instructions', async () => {
    const mails = await told('rejectedmail', 2);
    const { number, id } = orderOf('rejectedmail');
    const { lines } = await showOrder(graph(), id, champion());
    const customer = to('rosa@rejectedmail.example', mails);
    const reseller = to('cora.lindqvist@champion.example', mails);
    expect([customer.subject, reseller.subject]).toEqual([
      `Order ${number} failed`,
      `Falk Optics: order ${number} failed`,
    ]);
    for (const { text, html } of [customer, reseller]) {
      for (const words of [text, visibleTexts(html).join('\n')]) {
        expect(words).toContain(lines[0]?.error?.vendorMessage);
        expect(words).toContain(`How to resolve it: ${lines[0]?.error?.remedies[0]?.description}`);
        expect(words).toContain('PO-2026/77');
        expect(words).toMatch(/Ended/);
        expect(words).not.toMatch(/licences are assigned|admin centre|temporary password/i);
      }
    }
    // The support contact of the reseller is its seller.
    expect(reseller.headers.get('from')).toBe('Meridian Distribution <no-reply@tiergraph.example>');
    expect(reseller.text).toContain(
      'If you have any questions, please contact Meridian Distribution:\nmira.okafor@meridian.example\n',
    );
    expect(`${reseller.text}${reseller.html}`).not.toMatch(/<a\b|https?:/);
  });

  it('tell customer and reseller of a partially completed order what is active and what failed', async () => {
    const mails = await told('partialmail', 2);
    const customer = to('rosa@partialmail.example', mails);
    const reseller = to('cora.lindqvist@champion.example', mails);
    for (const { text } of [customer, reseller]) {
      expect(text).toMatch(/- 5 × Microsoft 365 Business Basic: active\n\n- 7 × .*: failed\n {2}/);
    }
    expect(customer.text).toContain('Licences are assigned');
    expect(reseller.text).not.toContain('Licences are assigned');
  });

  it('tell customer and reseller once that an order waits for the customer, for any lines and any number of checks', async () => {
    const mails = await told('actionrequiredmail', 2);
    await lookedAt('actionrequiredmail', 3);
    expect((await mailsAbout('actionrequiredmail')).map(({ name }) => name)).toEqual(mails.map(({ name }) => name));
    expect(mails.map(({ name }) => name.replace(/^SO\d+-|-\d+$/g, ''))).toEqual([
      'customer-order-action-required',
      'order-action-required',
    ]);
    const { number } = orderOf('actionrequiredmail');
    expect(to('rosa@actionrequiredmail.example', mails).subject).toBe(`Order ${number} needs your action`);
    for (const { text } of mails) {
      expect(text.match(/: action required\n/g)).toHaveLength(2);
      expect(text).toContain('How to resolve it: ');
      expect(text).not.toContain('Ended');
    }
  });

  it('tell the reseller nothing about a complete order', async () => {
    await told('happymail', 1);
    await told('partialmail', 2);
    expect(await mailsAbout('happymail')).toHaveLength(1);
  });

  it('are replaced when their job is repeated, and no longer sent after the order has continued', async () => {
    const mails = await told('rejectedmail', 2);
    const { id: orderId } = orderOf('rejectedmail');
    const send = (message: 'order.failed' | 'order.action-required', occasion: string) =>
      sendOrderMail(context(), { orderId: readId('ord', orderId), message, occasion }, deliveredJob());
    await send('order.failed', /-(\d+)$/.exec(to('rosa@rejectedmail.example', mails).name)?.[1] ?? '');
    await send('order.action-required', '99');
    expect((await mailsAbout('rejectedmail')).map(({ name }) => name)).toEqual(mails.map(({ name }) => name));
  });

  it('show hostile names as text', async () => {
    const name = `<script>alert('x')</script> & "Falk"`;
    const contact = { firstName: '<b>Rosa</b>', lastName: `O'Falk`, email: 'rosa@hostilemail.example' };
    const input = await newCustomerOrder(graph(), 'hostilemail', {
      newCustomer: newCustomer('hostilemail', { name, contact }),
    });
    orders.set('hostilemail', await placed(graph(), input, champion()));
    const [mail] = await told('hostilemail', 1);
    expect(mail?.html).not.toMatch(/<script|<b>/);
    expect(visibleTexts(mail?.html ?? '')).toContain(name);
    expect(visibleTexts(mail?.html ?? '')).toContain(`Dear <b>Rosa</b> O'Falk,`);
    expect(mail?.text).toContain(`Customer: ${name}\n`);
  });

  it('are in the language of the account that each is for', async () => {
    const mails = await told('rejectedgerman', 2);
    const { number, id: orderId } = orderOf('rejectedgerman');
    const customer = to('rosa@rejectedgerman.example', mails);
    // cspell:disable
    expect(customer.subject).toBe(`Bestellung ${number} ist fehlgeschlagen`);
    expect(customer.html).toContain('<html lang="de">');
    expect(customer.text).toMatch(/Bestellt: \d+\. \p{L}+ 20\d\d um \d\d:\d\d UTC\n/u);
    expect(customer.text).toContain(
      '  In dieser Menge verkauft der Hersteller dieses Produkt nicht.\n  Der Hersteller schreibt: „',
    );
    expect(customer.text).not.toMatch(/How to|sells|Dear/);
    const reseller = to('cora.lindqvist@champion.example', mails);
    expect(reseller.subject).toBe(`Falk Optics: order ${number} failed`);
    await inLanguage(graph(), 'Champion Cloud', 'de');
    const order = readId('ord', orderId);
    const again = { orderId: order, message: 'customer-order.failed', occasion: 'german' } as const;
    await sendOrderMail(context(), again, deliveredJob());
    await inLanguage(graph(), 'Champion Cloud', 'en');
    const german = (await mailsAbout('rejectedgerman')).find(({ name }) => name.endsWith('-german'));
    expect(german?.subject).toBe(`Falk Optics: Bestellung ${number} ist fehlgeschlagen`);
    // cspell:enable
  });

  it("are in their seller's own words, in each language that it has written", async () => {
    await told('rejectedgerman', 2);
    const { number, id } = orderOf('rejectedgerman');
    const accountId = graph().account('Champion Cloud').id;
    const body = 'Hallo {contactName}!\n\n{lines}\n\n{details}';
    const texts = [{ mail: 'order.failed', language: 'de', subject: '{orderNumber} geht nicht', body }]; // cspell:disable-line
    const { data } = await graph().askSubgraph(
      'accounts',
      UpdateBrandingDocument,
      { input: { accountId, texts } },
      champion(),
    );
    expect(data.updateBranding.userErrors).toEqual([]);
    await eventually(async () => {
      const rows = await graph().database.sql('select texts from orders.mail_texts where account_id = $1', [accountId]);
      expect(rows).toEqual([{ texts }]);
    });
    const send = (orderId: string, occasion: string) =>
      sendOrderMail(context(), { orderId: readId('ord', orderId), message: 'order.failed', occasion }, deliveredJob());
    await send(id, 'own');
    const own = (await mailsAbout('rejectedgerman')).find(({ name }) => name.endsWith('-own'));
    expect(own?.subject).toBe(`${number} geht nicht`); // cspell:disable-line
    expect(own?.text).toMatch(/^Hallo Rosa Falk!\n\n- 5 × Microsoft 365 Business Basic: \p{L}+\n {2}/u);
    expect(own?.html).toContain('background:#0f5c4d');
    await send(orderOf('rejectedmail').id, 'english');
    const english = (await mailsAbout('rejectedmail')).find(({ name }) => name.endsWith('-english'));
    expect(english?.subject).toBe(`Order ${orderOf('rejectedmail').number} failed`);
  });

  it('wait for a language that accounts has not told, and go out in English when accounts tells none', async () => {
    await told('rejectedgerman', 2);
    const { number, id } = orderOf('rejectedgerman');
    const [order] = await graph().database.sql<{ customer_id: string }>(
      'select customer_id from orders."order" where id = $1',
      [id],
    );
    const customer = [order?.customer_id];
    await graph().database.sql('update orders.account set language = null where id = $1', customer);
    const send = (occasion: string, tries: number) =>
      sendOrderMail(
        context(),
        { orderId: readId('ord', id), message: 'order.failed', occasion },
        { ...deliveredJob(), tries },
      );
    await send('late', 6);
    const late = (await mailsAbout('rejectedgerman')).find(({ name }) => name.endsWith('-late'));
    expect(late?.subject).toBe(`Order ${number} failed`);
    await expect(send('early', 5)).rejects.toThrow('waits until accounts has told');
    await eventually(async () => {
      const rows = await graph().database.sql('select language from orders.account where id = $1', customer);
      expect(rows).toEqual([{ language: 'de-AT' }]);
    });
    expect((await mailsAbout('rejectedgerman')).some(({ name }) => name.endsWith('-early'))).toBe(false);
  });

  it('wait for data that the copy of the reseller lacks, and request it from accounts', async () => {
    await graph().database.sql(
      `update orders.account set contact = null, branding = null, language = null where name in ('Champion Cloud', 'Meridian Distribution')`,
    );
    const input = await newCustomerOrder(graph(), 'rejectedlater');
    orders.set('rejectedlater', await placed(graph(), input, champion()));
    const mails = await told('rejectedlater', 2);
    expect(to('rosa@rejectedlater.example', mails).headers.get('from')).toContain('Champion & Friends');
    expect(to('cora.lindqvist@champion.example', mails).headers.get('from')).toContain('Meridian Distribution');
  });

  it('contain no amount, no password and no template text', async () => {
    for (const [name, order] of orders) if (name !== 'actionrequiredmail') await ended(graph(), order.id);
    const mails = await mailsIn(graph().mailDirectory);
    expect(mails.length).toBeGreaterThan(8);
    for (const { text, html } of mails) {
      for (const part of [text, visibleTexts(html).join('\n')]) {
        expect(part).not.toMatch(/\d\.\d{2}\b|\bUSD\b|[$€]|Tg7!|[{}]|<%|undefined/);
      }
    }
  });

  it('are not repeated while the vendor does not answer and the order waits for the customer', async () => {
    const mails = await told('actionrequiredmail', 2);
    await graph().stopVendor();
    await lookedAt('actionrequiredmail', 1);
    const { status, lineStatuses } = await orderState(graph(), orderOf('actionrequiredmail').id);
    expect([status, ...lineStatuses]).toEqual(['ACTION_REQUIRED', 'ACTION_REQUIRED', 'ACTION_REQUIRED']);
    expect(await mailsAbout('actionrequiredmail')).toHaveLength(mails.length);
  });
});

/** Gives an account a language, and waits until orders knows it. */
async function inLanguage(graph: GraphUnderTest, name: string, language: string): Promise<void> {
  const { id: accountId } = graph.account(name);
  const provider = graph.administrator('Meridian Distribution');
  const { data } = await graph.askSubgraph(
    'accounts',
    UpdateAccountDocument,
    { input: { accountId, language } },
    provider,
  );
  expect(data.updateAccount.userErrors).toEqual([]);
  await eventually(async () => {
    const rows = await graph.database.sql('select language from orders.account where id = $1', [accountId]);
    expect(rows).toEqual([{ language }]);
  });
}

/** Gives an account a branding, which other subgraphs receive with its next change. */
async function brand(graph: GraphUnderTest, name: string, branding: object): Promise<void> {
  const { id } = graph.account(name);
  await graph.database.sql('update accounts.account set branding = $2 where id = $1', [id, JSON.stringify(branding)]);
  const { data } = await graph.askSubgraph(
    'accounts',
    UpdateAccountDocument,
    { input: { accountId: id, externalId: 'branded' } },
    graph.administrator('Meridian Distribution'),
  );
  expect(data.updateAccount.userErrors).toEqual([]);
  await outboxDrained(graph.database);
}
