import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { RevealCredentialsDocument } from '../../../operations/generated/graphql.ts';
import { PartnerCenterClient } from '../../../../subgraphs/orders/connectors/microsoft/client/partner-center-client.ts';
import { readEffects } from '../../../../subgraphs/simulator/vendor/effect-log.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { eventually } from '../../../support/eventually.ts';
import { outboxDrained, useGraph, type GraphUnderTest } from '../../../support/graph-under-test.ts';
import { mailsIn, type ReadMail } from '../../../support/mail.ts';
import { creditOf, ended, MPN, newCustomerOrder, orderState, placed, planId } from '../ordering.ts';
import { reveal, showOrder } from '../orders/reading-order.ts';

/** Names of tenants for which the script table of the simulator has an outcome. */
const SCRIPTED = [
  'falkoptics',
  'slowbakery',
  'actionrequired',
  'rejected',
  'unfulfilled',
  'droptenant',
  'droporder',
  'latetenant',
  'applieslate',
  'outage',
  'throttled',
] as const;

type Scripted = (typeof SCRIPTED)[number] | 'twolines' | 'partial';

describeOnBothDatabases('provisioning', (kind) => {
  const orders = new Map<string, string>();
  const graph = useGraph(kind, {
    async prepare(started) {
      const champion = started.administrator('Champion Cloud');
      for (const name of SCRIPTED) {
        orders.set(name, (await placed(started, await newCustomerOrder(started, name), champion)).id);
      }
      orders.set('twolines', (await placed(started, await twoLines(started, 'twolines', 113), champion)).id);
      orders.set('partial', (await placed(started, await twoLines(started, 'partial', 7), champion)).id);
    },
  });
  const champion = () => graph().administrator('Champion Cloud');
  const idOf = (name: Scripted): string => orders.get(name) ?? '';
  const endOf = (name: Scripted) => ended(graph(), idOf(name));
  const shown = (name: Scripted) => showOrder(graph(), idOf(name), champion());
  const createdAtVendor = (name: string) => {
    const effects = readEffects(graph().vendorLog);
    const tenants = effects.flatMap(({ effect }) =>
      effect.kind === 'customer.created' && effect.customer.domain === `${name}.onmicrosoft.com`
        ? [effect.customer.customerId]
        : [],
    );
    const created = effects.filter(
      ({ effect }) => effect.kind === 'order.created' && tenants.includes(effect.order.customerId),
    );
    return { tenants: tenants.length, orders: created.length };
  };
  const subscriptionOf = async (name: Scripted) => (await shown(name)).lines[0]?.subscription ?? undefined;
  /** The mail to the customer about the result of its order. */
  const mailOf = async (name: Scripted): Promise<ReadMail> => {
    const { number } = await shown(name);
    return eventually(async () => {
      const mails = await mailsIn(graph().mailDirectory);
      const mail = mails.find((one) => one.name.startsWith(`${number}-order-`));
      if (mail === undefined) throw new Error(`There is no mail about ${number} yet`);
      return mail;
    });
  };

  it('takes an order with a new tenant from SUBMITTED to COMPLETED in numbered steps, and leaves a subscription', async () => {
    const { status, events } = await endOf('falkoptics');
    expect(status).toBe('COMPLETED');
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_event, index) => index + 1));
    const statuses = events.map((event) => event.status).filter((one, index, all) => one !== all[index - 1]);
    expect(statuses).toEqual(['SUBMITTED', 'PROVISIONING', 'COMPLETED']);
    expect(events.filter(({ terminal }) => terminal).map(({ sequence }) => sequence)).toEqual([events.length]);
    const { waitingOn, completedAt, timeline, lines } = await shown('falkoptics');
    expect({ waitingOn, total: timeline.totalCount }).toEqual({ waitingOn: null, total: events.length });
    expect(completedAt).toMatch(/^\d{4}-/);
    expect(lines).toMatchObject([
      {
        status: 'COMPLETED',
        error: null,
        subscription: {
          status: 'ACTIVE',
          quantity: 5,
          autoRenew: true,
          startsOn: new Date().toISOString().slice(0, 10),
          allowedActions: [{ action: 'REVEAL_CREDENTIALS' }],
          refundWindows: [{ quantity: 5, refundPerSeat: { amount: '5.18', currency: 'USD' } }],
        },
      },
    ]);
  });

  it('has one job however often the vendor is asked about it, and none once it has ended', async () => {
    const { id } = await placed(graph(), await newCustomerOrder(graph(), 'slowlyasked'), champion());
    const seen = new Map<string, number>();
    await eventually(async () => {
      const rows = await graph().database.sql<{ due: string }>(
        `select start_after::text as due from jobs.job where name = 'orders.provision' and data->>'orderId' = $1`,
        [id],
      );
      for (const { due } of rows) seen.set(due, rows.length);
      expect((await orderState(graph(), id)).status).toBe('COMPLETED');
    });
    expect(seen.size).toBeGreaterThan(5);
    expect(new Set(seen.values())).toEqual(new Set([1]));
    const left = `select 1 from jobs.job where name = 'orders.provision' and data->>'orderId' = $1`;
    expect(await graph().database.sql(left, [id])).toEqual([]);
  });

  it('reports the tenant of the customer to accounts', async () => {
    await endOf('falkoptics');
    await outboxDrained(graph().database);
    const rows = await graph().database.sql(
      `select tenant_domain from accounts.account a join accounts."user" u on u.account_id = a.id
       where u.login_key = 'falkoptics'`,
    );
    expect(rows).toEqual([{ tenant_domain: 'falkoptics.onmicrosoft.com' }]);
  });

  it('mails the result to the administrative contact, without a password', async () => {
    await endOf('falkoptics');
    const mail = await mailOf('falkoptics');
    expect(mail.headers.get('to')).toBe('Rosa Falk <rosa@falkoptics.example>');
    expect(mail.headers.get('from')).toBe('Champion Cloud <no-reply@tiergraph.example>');
    expect(mail.subject).toMatch(/^Order SO\d{6}: your subscriptions are ready$/);
    expect(mail.text).toContain('admin@falkoptics.onmicrosoft.com');
    expect(`${mail.text}${mail.html}`).not.toContain('Tg7!');
  });

  it('reveals the password of a new tenant once, even to ten simultaneous requests', async () => {
    await endOf('falkoptics');
    const id = (await subscriptionOf('falkoptics'))?.id ?? '';
    const before = await everythingStored(graph());
    const { userId } = graph().account('Champion Cloud');
    const answers = await Promise.all(Array.from({ length: 10 }, () => reveal(graph(), id, champion())));
    const revealed = answers.flatMap(({ temporaryPassword }) => temporaryPassword ?? []);
    expect(revealed).toHaveLength(1);
    expect(answers.find(({ temporaryPassword }) => temporaryPassword !== null)).toMatchObject({
      userId: 'admin@falkoptics.onmicrosoft.com',
      userErrors: [],
    });
    const refused = answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code));
    expect(refused).toEqual(Array<string>(9).fill('STATE_CONFLICT'));
    await eventually(async () => {
      const audit = await graph().database.sql(
        `select subject_id, actor_id, acting_from_id from accounts.audit_entry where action = 'revealCredentials'`,
      );
      expect(audit).toEqual([{ subject_id: id, actor_id: userId, acting_from_id: null }]);
    });
    expect((await subscriptionOf('falkoptics'))?.allowedActions).toEqual([]);
    const [password = ''] = revealed;
    expect(password.length).toBeGreaterThan(8);
    const after = await everythingStored(graph());
    for (const text of [before, after, graph().logged.join('\n'), await everyMail(graph())]) {
      expect(text).not.toContain(password);
    }
  });

  it('reveals credentials neither to other accounts nor without VIEW_CREDENTIALS', async () => {
    await endOf('slowbakery');
    const id = (await subscriptionOf('slowbakery'))?.id ?? '';
    const foreign = await reveal(graph(), id, graph().administrator('Summit Resale'));
    const missing = await reveal(graph(), 'sub_01jd0000000000000000000000', graph().administrator('Summit Resale'));
    expect(foreign).toEqual(missing);
    expect(foreign.userErrors.map(({ code }) => code)).toEqual(['NOT_FOUND']);
    const without = graph().administrator('Champion Cloud', ['PLACE_ORDERS']);
    const { errors } = await graph().askSubgraph(
      'orders',
      RevealCredentialsDocument,
      { input: { subscriptionId: id } },
      without,
    );
    expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'VIEW_CREDENTIALS' });
    expect((await reveal(graph(), id, champion())).temporaryPassword).toBeTypeOf('string');
  });

  it('says what it waits on and until when while the vendor takes long', async () => {
    const { id } = await placed(graph(), await newCustomerOrder(graph(), 'slowcafe'), champion());
    await eventually(async () => {
      const { status, waitingOn } = await showOrder(graph(), id, champion());
      expect(status).toBe('PROVISIONING');
      expect(waitingOn).toMatchObject({
        party: 'VENDOR',
        reason: expect.stringMatching(/^Microsoft will (assign|activate) .+ within 5 seconds\.$/),
      });
      expect(Date.parse(waitingOn?.expectedUntil ?? '')).toBeGreaterThan(Date.parse(waitingOn?.since ?? ''));
    });
    expect((await ended(graph(), id)).status).toBe('COMPLETED');
  });

  it('waits on the customer until the agreement is confirmed, and then continues', async () => {
    await eventually(async () => {
      const { status, waitingOn, lines } = await shown('actionrequired');
      expect([status, waitingOn?.party]).toEqual(['ACTION_REQUIRED', 'CUSTOMER']);
      expect(lines[0]?.error?.code).toBe('CUSTOMER_AGREEMENT_MISSING');
    });
    await confirmAgreement('actionrequired');
    const { status, events } = await endOf('actionrequired');
    expect(status).toBe('COMPLETED');
    const asked = events.filter((event) => event.status === 'ACTION_REQUIRED');
    expect(asked.map(({ waiting_on }) => waiting_on?.party)).toEqual(['CUSTOMER']);
    expect((await shown('actionrequired')).lines[0]?.error).toBeNull();
  });

  it.each(['rejected', 'unfulfilled'] as const)('fails with the message of the vendor after %s', async (name) => {
    expect((await endOf(name)).status).toBe('FAILED');
    const { lines } = await shown(name);
    expect(lines).toMatchObject([
      {
        status: 'FAILED',
        subscription: null,
        error: { vendorCode: expect.stringMatching(/^\d+$/), vendorMessage: expect.stringMatching(/\w/) },
      },
    ]);
    const mail = await mailOf(name);
    expect(mail.subject).toMatch(/^Order SO\d{6} failed$/);
    expect(await ledgerOf(name)).toEqual({ CHARGED: 0, RELEASED: 31_104, RESERVED: 31_104 });
  });

  it('completes an order partially when one of two lines is refused, and charges what was fulfilled', async () => {
    const { status, lineStatuses, events } = await endOf('twolines');
    expect([status, lineStatuses]).toEqual(['PARTIALLY_COMPLETED', ['COMPLETED', 'FAILED']]);
    expect(events.at(-1)).toMatchObject({ terminal: true, status: 'COMPLETED', line_id: null });
    const { RESERVED, CHARGED, RELEASED } = await ledgerOf('twolines');
    expect([CHARGED, RESERVED === (CHARGED ?? 0) + (RELEASED ?? 0)]).toEqual([31_104, true]);
    expect(RELEASED).toBeGreaterThan(0);
    const { text } = await mailOf('twolines');
    expect(text).toMatch(/5 × Microsoft 365 Business Basic: active[^]*113 × .*: failed/);
  });

  it('completes an order partially when the vendor refuses the last line', async () => {
    const { status, lineStatuses } = await endOf('partial');
    expect([status, lineStatuses]).toEqual(['PARTIALLY_COMPLETED', ['COMPLETED', 'FAILED']]);
    expect((await ledgerOf('partial'))['CHARGED']).toBe(31_104);
  });

  it.each(['droptenant', 'droporder', 'latetenant', 'applieslate', 'outage', 'throttled'] as const)(
    'survives the vendor fault of %s, with one tenant and one order at the vendor',
    async (name) => {
      expect((await endOf(name)).status).toBe('COMPLETED');
      expect(createdAtVendor(name)).toEqual({ tenants: 1, orders: 1 });
      expect((await ledgerOf(name))['CHARGED']).toBe(31_104);
    },
  );

  it('releases every reservation at the end, and leaves a balance of what was charged', async () => {
    await Promise.all([...orders.values()].map((id) => ended(graph(), id)));
    const { balance, reserved } = await creditOf(graph(), 'Champion Cloud');
    const [sum] = await graph().database.sql<{ charged: number }>(
      `select sum(amount_minor)::int as charged from orders.ledger_entry where kind = 'CHARGED'`,
    );
    expect({ balance, reserved }).toEqual({ balance: sum?.charged, reserved: 0 });
  });

  it('numbers the events of every order without gap or repeat, and the last one is terminal', async () => {
    for (const id of orders.values()) {
      await ended(graph(), id);
      const { events } = await orderState(graph(), id);
      expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_event, index) => index + 1));
      expect(events.map(({ terminal }) => terminal).lastIndexOf(false)).toBe(events.length - 2);
    }
  });

  it('says in every waiting event what it waits on, in a specific text', async () => {
    const waiting = [];
    for (const id of orders.values()) {
      await ended(graph(), id);
      const { events } = await orderState(graph(), id);
      for (const { message, waiting_on } of events) {
        if (waiting_on === null) continue;
        waiting.push(waiting_on.reason);
        expect(waiting_on.reason).not.toBe(message);
        expect(waiting_on.reason).not.toContain(message.replace(/\.$/, ''));
        expect(message).not.toContain(waiting_on.reason.replace(/[;.].*$/, ''));
      }
    }
    expect([...new Set(waiting)]).toEqual(
      expect.arrayContaining([
        'Microsoft will receive the order next; this is usually done within 5 seconds.',
        'Microsoft will assign the licences to the tenant next; this is usually done within 5 seconds.',
        "The customer must accept Microsoft's customer agreement. The order then continues automatically.",
        'Microsoft has not yet said whether it has received the order. The platform keeps asking automatically; you do not need to do anything.',
      ]),
    );
  });

  it('creates a subscription without an end or renewal for a purchase without a term', async () => {
    const [row] = await graph().database.sql<{ id: string }>(
      `select id from catalog.plan where term is null and segment = 'COMMERCIAL' and market = 'US' order by cost_minor limit 1`,
    );
    const input = await newCustomerOrder(graph(), 'forever', { lines: [{ planId: row?.id, quantity: 1 }] });
    const { id } = await placed(graph(), input, champion());
    expect((await ended(graph(), id)).status).toBe('COMPLETED');
    const { lines } = await showOrder(graph(), id, champion());
    expect(lines[0]?.subscription).toMatchObject({ autoRenew: false, endsOn: null });
  });

  it('captures the fulfilled amount of a card payment, and voids the rest', async () => {
    const kept = await newCustomerOrder(graph(), 'cardcafe', { paymentMethod: 'CREDIT_CARD' });
    const refused = await newCustomerOrder(graph(), 'rejectedcard', { paymentMethod: 'CREDIT_CARD' });
    const ids = [(await placed(graph(), kept, champion())).id, (await placed(graph(), refused, champion())).id];
    await Promise.all(ids.map((id) => ended(graph(), id)));
    // The job that asks the card processor comes after the order's last step.
    await eventually(async () => {
      const payments = await graph().database.sql(
        `select status, captured_minor::int as captured from orders.card_payment
         where order_id = any (string_to_array($1, ',')) order by captured desc`,
        [ids.join(',')],
      );
      expect(payments).toEqual([
        { status: 'CAPTURED', captured: 31_104 },
        { status: 'VOIDED', captured: 0 },
      ]);
    });
  });

  async function twoLines(started: GraphUnderTest, name: string, quantity: number): Promise<object> {
    const basic = { planId: await planId(started), quantity: 5 };
    const refused = { planId: await planId(started, { mpn: MPN.exchange }), quantity };
    return newCustomerOrder(started, name, { lines: [basic, refused] });
  }

  async function ledgerOf(name: Scripted): Promise<Readonly<Record<string, number>>> {
    const rows = await graph().database.sql<{ kind: string; amount: number }>(
      'select kind, amount_minor::int as amount from orders.ledger_entry where order_id = $1 order by kind',
      [idOf(name)],
    );
    return Object.fromEntries(rows.map(({ kind: movement, amount }) => [movement, amount]));
  }

  /** Confirms the agreement at the vendor, like the administrator of the customer does. */
  async function confirmAgreement(name: string): Promise<void> {
    const client = new PartnerCenterClient({
      baseUrl: graph().vendorUrl,
      clientId: 'simulator-client',
      clientSecret: 'simulator-secret',
      timeoutMs: 5_000,
    });
    const call = () => ({ requestId: randomUUID(), correlationId: randomUUID() });
    const customer = await client.findCustomerByDomain(`${name}.onmicrosoft.com`, call());
    const agreedBy = { firstName: 'Rosa', lastName: 'Falk', email: 'rosa@falk.example' };
    const agreedAt = new Date().toISOString();
    const agreement = { templateId: '2026-10', agreementType: 'MicrosoftCustomerAgreement', agreedBy, agreedAt };
    await client.confirmAgreement(customer?.customerId ?? '', agreement, call());
  }
});

/** Every row of every table and job, as text. */
async function everythingStored({ database }: GraphUnderTest): Promise<string> {
  const tables = await database.sql<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_schema in ('orders', 'accounts', 'jobs') and table_type = 'BASE TABLE'`,
  );
  const texts = [];
  for (const { name } of tables) {
    const rows = await database.sql<{ text: string }>(`select row::text as text from ${name} as row`);
    texts.push(...rows.map(({ text }) => text));
  }
  return texts.join('\n');
}

async function everyMail({ mailDirectory }: GraphUnderTest): Promise<string> {
  return (await mailsIn(mailDirectory)).map(({ text, html }) => `${text}\n${html}`).join('\n');
}
