import { randomBytes, randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AUDIT_FACTS } from '../../../subgraphs/accounts/services/audit/facts.ts';
import { createSubgraph as createAccounts } from '../../../subgraphs/accounts/main.ts';
import { HIERARCHY_FACTS as ACCOUNTS_FACTS } from '../../../subgraphs/accounts/services/hierarchy/facts.ts';
import { ONBOARDING_FACTS } from '../../../subgraphs/accounts/services/onboarding/facts.ts';
import { createSubgraph as createCatalog } from '../../../subgraphs/catalog/main.ts';
import { HIERARCHY_FACTS as CATALOG_FACTS } from '../../../subgraphs/catalog/services/hierarchy/facts.ts';
import { PROMOTION_FACTS as CATALOG_PROMOTION_FACTS } from '../../../subgraphs/catalog/services/promotions/facts.ts';
import { createSubgraph as createOrders } from '../../../subgraphs/orders/main.ts';
import { BILLING_FACTS } from '../../../subgraphs/orders/services/billing/facts.ts';
import { HIERARCHY_FACTS as ORDERS_FACTS } from '../../../subgraphs/orders/services/hierarchy/facts.ts';
import { ONBOARDING_FACTS as ACTIVATION_FACTS } from '../../../subgraphs/orders/services/onboarding/facts.ts';
import { PROMOTION_FACTS } from '../../../subgraphs/orders/services/promotions/facts.ts';
import { TENANT_FACTS } from '../../../subgraphs/orders/services/tenants/facts.ts';
import type { Subgraph } from '../../../subgraphs/shared/process/subgraph.ts';
import { FASTEST_KIND } from '../../support/databases.ts';
import { useSubgraph, type SubgraphUnderTest } from '../../support/subgraph-under-test.ts';

/** Facts that ask for something, or end something for good: for them the order does not matter. */
const REQUESTS = [
  'accounts.account-removed',
  'accounts.activation-ended',
  'accounts.activation-requested',
  'accounts.change-recorded',
  'catalog.change-recorded',
  'catalog.prices-rise',
  'catalog.promotions-wanted',
  'orders.account-wanted',
  'orders.activation-ordered',
  'orders.change-recorded',
  'orders.placement-abandoned',
];

const DAYS = ['2026-11-01', '2026-11-03', '2026-11-05', '2026-11-07'] as const;
const moment = (day: string): string => `${day}T10:00:00.000Z`;

/** One thing of which facts tell. */
interface Subject {
  /** The id of the account, and a word that is found nowhere else. */
  readonly id: string;
  readonly word: string;
}

/** How a fact about one thing changes with its days, and what is known in the end. */
interface Case {
  readonly subject: string;
  readonly fact: (about: Subject, day: string, version: number) => object;
  /** What the subgraph keeps, as one text. */
  readonly kept: string;
  readonly expected: (about: Subject, days: readonly string[]) => string;
  /** What has been told before. */
  readonly before?: { readonly subject: string; readonly fact: (about: Subject) => object };
}

const newest = (days: readonly string[]): string => days.toSorted().at(-1) ?? '';
const oldest = (days: readonly string[]): string => days.toSorted()[0] ?? '';
const word = (day: string): string => day.replaceAll('-', '');

const accountChanged = ({ id, word: name }: Subject, day: string, version: number): object => ({
  id,
  type: 'CUSTOMER',
  path: id.slice(4),
  status: `ON_${word(day)}`,
  segment: 'COMMERCIAL',
  currency: 'USD',
  parentId: null,
  name,
  language: `de-x-${word(day)}`,
  tenantDomain: null,
  version,
});

const partner = ({ id, word: name }: Subject, day: string): object => ({
  resellerId: id,
  locationMpnId: `${name}${word(day)}`,
  indirectResellerDomain: `${name}${word(day)}.onmicrosoft.com`,
  confirmedAt: moment(day),
});

/** With each version an account, of which only the first place was told, goes on from one seller to the next. */
const accountMoved = ({ id }: Subject, _day: string, version: number): object => ({
  number: version,
  accountId: id,
  from: placeOf(id, version - 1),
  to: placeOf(id, version),
});
const placeOf = (id: string, move: number): string => `root.seller${move}.${id.slice(4)}`;
const moves = (table: string): Case => ({
  subject: 'accounts.account-moved',
  before: {
    subject: 'accounts.account-changed',
    fact: (about) => ({ ...accountChanged(about, DAYS[0], 1), path: placeOf(about.id, 0) }),
  },
  fact: (about, day, version) => {
    const { number, ...move } = accountMoved(about, day, version) as { readonly number: number };
    return { ...move, number: number + moved * DAYS.length };
  },
  kept: `select path::text as kept from ${table} where id = $1`,
  expected: ({ id }) => placeOf(id, DAYS.length),
});
/** Moves are numbered over all accounts. */
let moved = 0;

const status = (days: readonly string[]): string => `ON_${word(newest(days))}`;

const IN_ORDERS: readonly Case[] = [
  moves('orders.account'),
  {
    subject: 'accounts.account-changed',
    fact: accountChanged,
    kept: `select status || ' ' || language as kept from orders.account where id = $1`,
    expected: (_, days) => `${status(days)} de-x-${word(newest(days))}`,
  },
  {
    subject: 'accounts.terms-approved',
    fact: ({ id }, day) => ({ accountId: id, creditLimitMinor: word(day), currency: 'USD', decidedAt: moment(day) }),
    kept: 'select limit_minor::text as kept from orders.credit where account_id = $1',
    expected: (_, days) => word(newest(days)),
  },
  {
    subject: 'accounts.partner-profile-set',
    fact: partner,
    kept: 'select location_mpn_id as kept from orders.partner_profile where account_id = $1',
    expected: (about, days) => `${about.word}${word(newest(days))}`,
  },
  {
    subject: 'accounts.mail-texts-changed',
    fact: ({ id }, day, version) => ({
      accountId: id,
      texts: [{ mail: 'order.failed', language: 'en', subject: word(day) }],
      version,
    }),
    kept: `select texts #>> '{0,subject}' as kept from orders.mail_texts where account_id = $1`,
    expected: (_, days) => word(newest(days)),
  },
  {
    subject: 'accounts.vendor-agreement-accepted',
    fact: ({ id }, day, version) => ({
      customerId: id,
      version: String(version),
      firstName: 'Ada',
      lastName: 'Falk',
      email: 'ada@falk.example',
      acceptedOn: day,
    }),
    kept: 'select accepted_on::text as kept from orders.customer_agreement where customer_id = $1 order by id desc limit 1',
    expected: (_, days) => newest(days),
  },
];

const IN_CATALOG: readonly Case[] = [
  moves('catalog.account'),
  {
    subject: 'accounts.account-changed',
    fact: accountChanged,
    kept: 'select status as kept from catalog.account where id = $1',
    expected: (_, days) => status(days),
  },
  {
    subject: 'orders.promotions-read',
    fact: ({ id, word: market }, day) => ({
      vendor: 'Falk',
      market,
      readAt: moment(day),
      promotions: [
        {
          key: id,
          name: word(day),
          description: null,
          segment: 'COMMERCIAL',
          from: moment(day),
          to: '2027-01-01T00:00:00.000Z',
          minQuantity: null,
          maxQuantity: null,
          products: [{ mpn: 'FALK:0001', term: 'P1Y', billingCycle: 'MONTHLY', percentOff: '5' }],
        },
      ],
    }),
    kept: 'select name as kept from catalog.promotion where vendor_key = $1',
    expected: (_, days) => word(newest(days)),
  },
];

const IN_ACCOUNTS: readonly Case[] = [
  {
    subject: 'orders.tenant-assigned',
    fact: (about, day) => ({
      customerId: about.id,
      tenantDomain: `${about.word}${word(day)}.onmicrosoft.com`,
      assignedAt: moment(day),
    }),
    kept: 'select tenant_domain as kept from accounts.account where id = $1',
    expected: (about, days) => `${about.word}${word(oldest(days))}.onmicrosoft.com`,
  },
  {
    subject: 'orders.order-placed',
    fact: ({ id }, day) => ({ customerId: id, placedAt: moment(day) }),
    kept: `select to_char(first_ordered_at at time zone 'UTC', 'YYYY-MM-DD') as kept from accounts.account where id = $1`,
    expected: (_, days) => oldest(days),
  },
  {
    subject: 'orders.partner-confirmed',
    fact: partner,
    kept: 'select location_mpn_id as kept from accounts.account where id = $1',
    expected: (about, days) => `${about.word}${word(newest(days))}`,
  },
];

/** Every fact of four days once, and some of them again, in any order. */
const deliveries = fc
  .array(fc.constantFrom(...DAYS), { maxLength: 4 })
  .chain((again) => fc.shuffledSubarray([...DAYS, ...again], { minLength: DAYS.length + again.length }));

async function deliver(
  { bus, database }: SubgraphUnderTest<Subgraph>,
  { subject, fact, kept, expected, before }: Case,
  { about, days }: { readonly about: Subject; readonly days: readonly (typeof DAYS)[number][] },
): Promise<void> {
  moved += 1;
  if (before !== undefined) {
    await bus.publish({ id: randomUUID(), subject: before.subject, data: before.fact(about) });
  }
  for (const day of days) {
    await bus.publish({ id: randomUUID(), subject, data: fact(about, day, DAYS.indexOf(day) + 1) });
  }
  expect(await database.sql(kept, [about.id])).toEqual([{ kept: expected(about, days) }]);
}

const newSubject = (): Subject => {
  const text = randomBytes(13).toString('hex');
  return { id: `acc_${text}`, word: text };
};

const shuffled = (title: string, run: (days: readonly (typeof DAYS)[number][]) => Promise<void>): void =>
  it(`${title} end in one state, however they are shuffled and doubled`, async () => {
    await fc.assert(fc.asyncProperty(deliveries, run), { numRuns: 25 });
  });

const DATA = { DATA_DIR: tmpdir(), MICROSOFT_API_URL: 'http://127.0.0.1:9' };

describe('facts for orders', () => {
  const orders = useSubgraph(FASTEST_KIND, { name: 'orders', createSubgraph: createOrders, environment: DATA });
  for (const one of IN_ORDERS) {
    shuffled(one.subject, (days) => deliver(orders(), one, { about: newSubject(), days }));
  }
});

describe('facts for the catalogue', () => {
  const catalog = useSubgraph(FASTEST_KIND, {
    name: 'catalog',
    createSubgraph: createCatalog,
    environment: DATA,
    prepare: async ({ database }) => {
      await database.sql(`insert into catalog.vendor (id, name) values ('ven_falk', 'Falk')`);
    },
  });
  for (const one of IN_CATALOG) {
    shuffled(one.subject, (days) => deliver(catalog(), one, { about: newSubject(), days }));
  }
});

describe('facts for accounts', () => {
  const accounts = useSubgraph(FASTEST_KIND, {
    name: 'accounts',
    createSubgraph: createAccounts,
    prepare: async ({ database }) => {
      await database.sql(
        `insert into accounts.account (id, type, name, status, path, currency, created_at)
         values ('acc_root', 'PROVIDER', 'Root', 'ACTIVE', 'root', 'USD', now())`,
      );
    },
  });
  for (const one of IN_ACCOUNTS) {
    shuffled(one.subject, async (days) => {
      const about = newSubject();
      await accounts().database.sql(
        `insert into accounts.account (id, type, name, status, path, parent_id, currency, segment, created_at)
         values ($1, 'CUSTOMER', $2::text, 'ACTIVE', ('root.' || $2)::ltree, 'acc_root', 'USD', 'COMMERCIAL', now())`,
        [about.id, about.word],
      );
      await deliver(accounts(), one, { about, days });
    });
  }
});

describe('every fact that states something', () => {
  const FOLLOWED = [
    [[...ORDERS_FACTS, ...ACTIVATION_FACTS, ...BILLING_FACTS, ...TENANT_FACTS, ...PROMOTION_FACTS], IN_ORDERS],
    [[...CATALOG_FACTS, ...CATALOG_PROMOTION_FACTS], IN_CATALOG],
    [[...ACCOUNTS_FACTS, ...ONBOARDING_FACTS, ...AUDIT_FACTS], IN_ACCOUNTS],
  ] as const;

  it('is shuffled and doubled here', () => {
    for (const [facts, cases] of FOLLOWED) {
      const stating = facts.map(({ subject }) => subject).filter((subject) => !REQUESTS.includes(subject));
      expect(cases.map(({ subject }) => subject).toSorted()).toEqual(stating.toSorted());
    }
  });
});
