import type { FormattedExecutionResult } from 'graphql';
import { describe, expect, it, vi } from 'vitest';
import { FASTEST_KIND } from '../support/databases.ts';
import { useGraph } from '../support/graph-under-test.ts';
import { toAnswer, type Answer } from '../support/operation.ts';
import { plain } from './foreign.ts';
import { placesOf } from './places.ts';
import { API } from './reader.ts';
import { ROLE_TITLES, rolesOf, Sight, type Role } from './sight.ts';
import { missing, type Lookup } from './things.ts';
import { makeWorld, WORLD_VENDOR, type Holder, type World } from './world.ts';

const MOST_MS = 240_000;

// Making the world takes ten seconds, and a minute beside other tests.
vi.setConfig({ hookTimeout: 240_000, testTimeout: 240_000 });

/** How each subscription is asked for the things of one account. A field, or an argument that names something, without a row fails. */
const FOLLOWED: Readonly<Record<string, readonly ((thing: Lookup) => Readonly<Record<string, string>>)[]>> = {
  orderProvisioning: [
    (thing) => ({ orderId: thing('order') }),
    (thing) => ({ orderId: thing('order'), after: thing('eventCursor') }),
  ],
  accountProvisioning: [
    (thing) => ({ accountId: thing('account') }),
    (thing) => ({ accountId: thing('account'), after: thing('eventCursor') }),
  ],
};

/** Everything that an event shows and orders knows. */
const EVENT = `{ __typename id cursor sequence status previousStatus message occurredAt waitingOn { party reason }
  order { id number status purchaseOrderNumber total { amount } customer { id } placedBy { id } lines { id unitPrice { amount } } }
  line { id status unitPrice { amount } total { amount } } }`;

let world: World;
let sight: Sight;
/** A cursor of an event of each order, by the order's id. */
const cursors = new Map<string, string>();

const graph = useGraph(FASTEST_KIND, {
  simulator: WORLD_VENDOR,
  async prepare(started) {
    world = await makeWorld(started);
    sight = await Sight.of(world);
  },
});

type Result = FormattedExecutionResult<Record<string, unknown>>;

/** What a stream begins with: its first event, or the one answer that says why there is none. */
async function begin(
  role: Role,
  name: string,
  variables: Readonly<Record<string, string>>,
): Promise<{ readonly isStream: boolean; readonly answer: Answer<unknown> }> {
  const declared = Object.keys(variables).map((key) => `$${key}: ${key === 'after' ? 'String' : 'ID!'}`);
  const given = Object.keys(variables).map((key) => `${key}: $${key}`);
  const text = `subscription (${declared.join(', ')}) { event: ${name}(${given.join(', ')}) ${EVENT} }`;
  const started = await graph().subscribe(text, variables, role.claims);
  if (!(Symbol.asyncIterator in started)) return { isStream: false, answer: toAnswer(started as Result) };
  try {
    const { value } = (await started.next()) as { readonly value: Result };
    return { isStream: true, answer: toAnswer(value) };
  } finally {
    await started.return?.();
  }
}

const PROVIDER = 'provider';

function roleOf(title: string): Role {
  const role = rolesOf(world).find((one) => one.title === title);
  if (role === undefined) throw new Error(`There is no role "${title}"`);
  return role;
}

/** What an account has, with the cursor of an event of its order; undefined where it has none. */
async function thingsOf(holder: Holder): Promise<(thing: string) => string | undefined> {
  const { order } = holder.things;
  if (order !== undefined && !cursors.has(order)) {
    const { answer } = await begin(roleOf(PROVIDER), 'orderProvisioning', { orderId: order });
    cursors.set(order, (answer.data as { readonly event: { readonly cursor: string } }).event.cursor);
  }
  return (thing) => (thing === 'eventCursor' ? cursors.get(order ?? '') : holder.things[thing]);
}

describe('the events of others', () => {
  it.each(ROLE_TITLES)(
    'are followed by nobody, and their streams answered like those that do not exist: %s',
    async (title) => {
      const role = roleOf(title);
      let followed = 0;
      for (const holder of world.holders) {
        const things = await thingsOf(holder);
        for (const [name, rows] of Object.entries(FOLLOWED)) {
          for (const row of rows) {
            const named = row((thing) => things(thing) ?? '');
            if (Object.values(named).includes('')) continue;
            const isOpen = sight.maySeeOf(role, 'order', holder.id);
            const { isStream, answer } = await begin(role, name, named);
            expect(sight.forbidden(role, JSON.stringify(answer.data ?? null))).toEqual([]);
            expect(isStream, `${name}(${JSON.stringify(named)})`).toBe(isOpen);
            if (isStream) {
              followed += 1;
              continue;
            }
            const absent = await begin(role, name, { ...named, ...missingOf(named) });
            const values = Object.values(named);
            expect(plain(answer, values)).toBe(plain(absent.answer, values.map(missing)));
          }
        }
      }
      const mayFollow = role.title !== 'anonymous' && !/limited|service user/.test(role.title);
      expect(followed > 0).toBe(mayFollow);
    },
    MOST_MS,
  );

  it.each(ROLE_TITLES)(
    'are no place to go on from: %s',
    async (title) => {
      const role = roleOf(title);
      const [own, foreign] = [ownHolder(role), world.holders.find((holder) => isForeign(role, holder))];
      if (own === undefined || foreign === undefined) return;
      const [mine, theirs] = [await thingsOf(own), await thingsOf(foreign)];
      const after = theirs('eventCursor') ?? '';
      const rows = [
        ['accountProvisioning', { accountId: own.id }],
        ['orderProvisioning', { orderId: mine('order') ?? '' }],
      ] as const;
      for (const [name, named] of rows) {
        const told = await begin(role, name, { ...named, after });
        const unknown = await begin(role, name, { ...named, after: missing(after) });
        expect(told.isStream).toBe(false);
        expect(plain(told.answer, [after])).toBe(plain(unknown.answer, [missing(after)]));
      }
    },
    MOST_MS,
  );
});

function missingOf(named: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(named).map(([name, value]) => [name, missing(value)]));
}

function isForeign(role: Role, { things }: Holder): boolean {
  return things['order'] !== undefined && sight.maySeeId(role, things['order']) === false;
}

/** The first account with an order that the role may see. */
function ownHolder(role: Role): Holder | undefined {
  return world.holders.find(
    ({ things }) => things['order'] !== undefined && sight.maySeeId(role, things['order']) === true,
  );
}

describe('the rows of subscriptions', () => {
  it('are there for every one, and name everything that an argument can name', () => {
    expect(Object.keys(FOLLOWED).toSorted()).toEqual(
      Object.keys(API.getSubscriptionType()?.getFields() ?? {}).toSorted(),
    );
    const named = Object.entries(FOLLOWED).flatMap(([name, rows]) =>
      rows.flatMap((row) => Object.keys(row((thing) => thing)).map((argument) => `Subscription.${name}(${argument})`)),
    );
    const places = placesOf(API, 'Subscription').map(({ title }) => title);
    expect(places.filter((title) => !named.includes(title))).toEqual([]);
  });
});
