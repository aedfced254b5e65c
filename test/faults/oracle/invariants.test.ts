import { describe, expect, it } from 'vitest';
import type { Evidence, OrderRow, Stored, WantedOrder } from './evidence.ts';
import { checkInvariants } from './invariants.ts';

const ORDER: OrderRow = {
  id: 'ord_1',
  status: 'COMPLETED',
  customerId: 'acc_customer',
  resellerId: 'acc_seller',
  paymentMethod: 'TERMS',
  tenantDomain: 'one.example',
  eventSequence: 2,
  isCompleted: true,
  saysWhatItWaitsOn: false,
  needsAttention: false,
  hasJob: false,
};

const WANTED: WantedOrder = {
  idempotencyKey: 'key-1',
  seller: 'seller',
  tenantDomain: 'one.example',
  orderIds: new Set(['ord_1']),
  lineIds: ['lin_1'],
  refusal: undefined,
  failures: new Map(),
};

const STORED: Stored = {
  orders: [ORDER],
  lines: [{ id: 'lin_1', orderId: 'ord_1', status: 'COMPLETED', quantity: 3, unitMinor: '33.5' }],
  events: [
    { orderId: 'ord_1', sequence: 1, status: 'SUBMITTED', position: 1 },
    { orderId: 'ord_1', sequence: 2, status: 'COMPLETED', position: 2 },
  ],
  logHead: 2,
  movements: [
    { orderId: 'ord_1', kind: 'RESERVED', amountMinor: 101n },
    { orderId: 'ord_1', kind: 'CHARGED', amountMinor: 101n },
    { orderId: 'ord_1', kind: 'RELEASED', amountMinor: 0n },
  ],
  credits: [{ accountId: 'acc_seller', limitMinor: 500n, balanceMinor: 101n, reservedMinor: 0n }],
  cards: [],
  subscriptions: [{ lineId: 'lin_1', vendorSubscriptionId: 'sub_1', status: 'ACTIVE' }],
  ownership: {
    tenants: [{ domain: 'one.example', customerId: 'acc_customer' }],
    placements: [{ id: 'pla_1', state: 'PLACED' }],
    customers: [{ id: 'acc_customer', placementId: 'pla_1' }],
  },
  factsWaiting: 0,
  staleCopies: [],
};

type Effects = Evidence['effects'];

function recorded(effect: object): Effects[number] {
  return { seq: 1, at: '', requestId: null, operation: '', effect } as Effects[number];
}

const ordered = recorded({ kind: 'order.created', order: { lines: [{ item: { friendlyName: 'lin_1' } }] } });
const provisioned = recorded({
  kind: 'subscription.created',
  subscription: { friendlyName: 'lin_1', subscriptionId: 'sub_1' },
});
const tenant = recorded({ kind: 'customer.created', customer: { domain: 'one.example' } });

function step(sequence: number, orderStatus = 'COMPLETED') {
  return { orderId: 'ord_1', sequence, status: 'COMPLETED', orderStatus, delayMs: 1 };
}

const SOUND: Evidence = {
  wanted: [WANTED],
  streams: [
    { subject: 'order', of: 'ord_1', steps: [step(1, 'SUBMITTED'), step(2)], failure: undefined },
    { subject: 'account', of: 'seller', steps: [step(1), step(2)], failure: undefined },
  ],
  stored: STORED,
  effects: [tenant, ordered, provisioned],
  foreignTexts: [],
};

/** What is found in sound evidence with a change. */
function found(change: Partial<Evidence>): readonly string[] {
  return checkInvariants({ ...SOUND, ...change }).map(({ invariant, kind, text }) => `${invariant} ${kind}: ${text}`);
}

/** The same with a change of what is stored. */
function foundStored(change: Partial<Stored>): readonly string[] {
  return found({ stored: { ...STORED, ...change } });
}

describe('the invariants', () => {
  it('hold for an order that went well', () => {
    expect(found({})).toEqual([]);
  });

  it('hold for an order that failed, was released, and did nothing at the vendor', () => {
    const stored: Stored = {
      ...STORED,
      orders: [{ ...ORDER, status: 'FAILED' }],
      lines: STORED.lines.map((line) => ({ ...line, status: 'FAILED' })),
      movements: [
        { orderId: 'ord_1', kind: 'RESERVED', amountMinor: 101n },
        { orderId: 'ord_1', kind: 'CHARGED', amountMinor: 0n },
        { orderId: 'ord_1', kind: 'RELEASED', amountMinor: 101n },
      ],
      credits: [{ accountId: 'acc_seller', limitMinor: 500n, balanceMinor: 0n, reservedMinor: 0n }],
      subscriptions: [],
    };
    const streams = SOUND.streams.map((stream) => ({ ...stream, steps: [step(1, 'FAILED'), step(2, 'FAILED')] }));
    expect(found({ stored, streams, effects: [tenant] })).toEqual([]);
  });

  it('1: see an acknowledged order that is lost, doubled, refused or never answered', () => {
    const other = { ...WANTED, orderIds: new Set(['ord_2']), lineIds: ['lin_2'], tenantDomain: 'two.example' };
    expect(found({ wanted: [other] })).toEqual([
      '1 lost: order ord_2 (key-1) was acknowledged and is not there',
      '1 lost: line lin_2 (key-1) was acknowledged and is not there',
    ]);
    expect(found({ wanted: [{ ...WANTED, orderIds: new Set(['ord_1', 'ord_2']) }] })).toContain(
      '1 doubled: key-1 was answered with the orders ord_1, ord_2',
    );
    const twice = [ORDER, { ...ORDER, id: 'ord_2', eventSequence: 0, isCompleted: false, needsAttention: true }];
    expect(foundStored({ orders: twice })).toContain('1 doubled: key-1 has become the orders ord_1, ord_2');
    const none = { ...WANTED, orderIds: new Set<string>(), lineIds: [], tenantDomain: 'two.example' };
    expect(found({ wanted: [{ ...none, refusal: 'CONFLICT' }] })).toEqual(['1 wrong: key-1 was refused: CONFLICT']);
    expect(found({ wanted: [none] })).toEqual(['1 wrong: key-1 was never answered']);
  });

  it('2: see what was created twice at the vendor', () => {
    expect(found({ effects: [tenant, ordered, ordered, provisioned] })).toEqual([
      '2 doubled: line lin_1 was ordered 2 times at the vendor',
    ]);
    expect(found({ effects: [tenant, ordered, provisioned, provisioned] })).toEqual([
      '2 doubled: line lin_1 has 2 subscriptions at the vendor',
    ]);
    expect(found({ effects: [tenant, tenant, ordered, provisioned] })).toEqual([
      '2 doubled: tenant one.example was created 2 times',
    ]);
  });

  it('3: see an open order that does not say what it waits on, or that nobody will continue', () => {
    const open = { ...ORDER, status: 'PROVISIONING', isCompleted: false };
    const because = foundStored({ orders: [open] });
    expect(because).toContain('3 wrong: order ord_1 (PROVISIONING) waits without a reason and a job');
    const patient = { ...open, saysWhatItWaitsOn: true, hasJob: true };
    expect(foundStored({ orders: [patient] }).filter((text) => text.startsWith('3'))).toEqual([]);
    expect(foundStored({ orders: [{ ...open, needsAttention: true }] }).filter((text) => text.startsWith('3'))).toEqual(
      [],
    );
    expect(foundStored({ orders: [{ ...ORDER, isCompleted: false }] })).toContain(
      '3 wrong: order ord_1 has ended at no time',
    );
  });

  it('4: see a charge that is not what was provisioned, and credit that does not add up', () => {
    const movements = STORED.movements.map((one) => (one.kind === 'CHARGED' ? { ...one, amountMinor: 100n } : one));
    expect(foundStored({ movements })).toEqual([
      '4 wrong: order ord_1 was charged 100, and provisioned for 101',
      '4 wrong: order ord_1 reserved 101, settled 100',
      '4 wrong: acc_seller owes 101, was charged 100',
      '4 wrong: acc_seller has reserved 0, of which 1 is open',
    ]);
    const credits = [{ accountId: 'acc_seller', limitMinor: 100n, balanceMinor: 101n, reservedMinor: 0n }];
    expect(foundStored({ credits })).toEqual(['4 wrong: acc_seller is over its limit']);
  });

  it('4: see a card that was not captured, or not for what was provisioned', () => {
    const orders = [{ ...ORDER, paymentMethod: 'CREDIT_CARD' as const }];
    const paid = { orders, movements: [], credits: [] };
    const card = { orderId: 'ord_1', status: 'CAPTURED', capturedMinor: 101n } as const;
    expect(foundStored({ ...paid, cards: [card] })).toEqual([]);
    expect(foundStored({ ...paid, cards: [{ ...card, status: 'AUTHORISED', capturedMinor: 0n }] })).toEqual([
      '4 wrong: order ord_1 should be CAPTURED for 101, is AUTHORISED for 0',
    ]);
    expect(foundStored({ ...paid, cards: [{ ...card, capturedMinor: 100n }] })).toHaveLength(1);
  });

  it('5: see gaps and repeats in an order, in the log and in streams', () => {
    const [first, second] = STORED.events;
    if (first === undefined || second === undefined) throw new Error('There are two events');
    expect(foundStored({ events: [first, { ...second, sequence: 1, position: 1 }] })).toEqual([
      '5 lost: order ord_1 lacks 2',
      '5 doubled: order ord_1 repeats 1',
      '5 lost: the log lacks 2',
      '5 doubled: the log repeats 1',
    ]);
    expect(foundStored({ events: [first, { ...second, position: null }], logHead: 1 })).toEqual([
      '5 wrong: 1 events have no position',
    ]);
    const stream = { subject: 'order', of: 'ord_1', failure: undefined } as const;
    expect(found({ streams: [{ ...stream, steps: [step(2)] }] })).toEqual([
      '5 lost: the order stream of ord_1 lacks 1 of order ord_1',
    ]);
    expect(found({ streams: [{ ...stream, steps: [step(2), step(1), step(2)] }] })).toEqual([
      '5 doubled: the order stream of ord_1 repeats 2 of order ord_1',
      '5 wrong: the order stream of ord_1 has order ord_1 out of order: 2 1 2',
    ]);
    expect(found({ streams: [{ ...stream, steps: [step(1), step(2, 'PROVISIONING')] }] })).toEqual([
      '5 wrong: the order stream of ord_1 left order ord_1 at PROVISIONING, not COMPLETED',
    ]);
    expect(found({ streams: [{ ...stream, subject: 'account', of: 'seller', steps: [] }] })).toEqual([
      '5 lost: the account stream of seller lacks 1, 2 of order ord_1',
    ]);
    expect(found({ streams: [{ ...stream, steps: [step(1), step(2)], failure: 'TIMEOUT' }] })).toEqual([
      '5 wrong: the stream of ord_1 ended: TIMEOUT',
    ]);
  });

  it('6: see facts that have not left, or not arrived', () => {
    expect(foundStored({ factsWaiting: 2, staleCopies: [{ keeper: 'catalog', accountId: 'acc_customer' }] })).toEqual([
      '6 wrong: 2 facts are still in the outbox',
      '6 lost: catalog has an old copy of account acc_customer',
    ]);
  });

  it('7: see a text of another tree', () => {
    expect(found({ foreignTexts: [{ seller: 'seller', canary: 'Canary other' }] })).toEqual([
      '7 wrong: seller has received "Canary other"',
    ]);
  });

  it('8: see what is here and not at the vendor, or there and not here', () => {
    expect(found({ effects: [tenant, ordered] })).toEqual([
      '8 wrong: line lin_1 is complete, but not at the vendor',
      '8 wrong: line lin_1 has subscription sub_1, not undefined',
    ]);
    const failed = { lines: STORED.lines.map((line) => ({ ...line, status: 'FAILED' })), orders: [] };
    expect(foundStored(failed)).toEqual(
      expect.arrayContaining([
        '8 wrong: line lin_1 is FAILED and has a subscription',
        '8 wrong: line lin_1 is FAILED here and active at the vendor',
      ]),
    );
  });

  it('8: see a customer without its order, and a tenant that went elsewhere', () => {
    const { ownership } = STORED;
    const abandoned = { ...ownership, placements: [{ id: 'pla_1', state: 'ABANDONED' as const }] };
    expect(foundStored({ ownership: abandoned })).toEqual([
      '8 wrong: customer acc_customer is still there, but its placement was given up',
    ]);
    const orphan = { ...ownership, customers: [{ id: 'acc_orphan', placementId: 'pla_1' }] };
    expect(foundStored({ ownership: orphan })).toEqual([
      '8 wrong: customer acc_orphan was made for an order that is not there',
    ]);
    const elsewhere = { ...ownership, tenants: [{ domain: 'one.example', customerId: 'acc_other' }] };
    expect(foundStored({ ownership: elsewhere })).toEqual([
      '8 wrong: order ord_1 is complete, and one.example is not its own',
    ]);
  });
});
