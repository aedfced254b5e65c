import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { AUDIT_ACTIONS } from '../subgraphs/shared/domain/audit-actions.ts';
import { listFiles } from './support/source-files.ts';

const ROOT = new URL('..', import.meta.url).pathname;

/** The mutations that the audit log does not tell of, each with the reason. A new one joins `AUDIT_ACTIONS`, or these. */
const WITHOUT_ENTRY: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  accounts: {
    signIn: 'a session is not data of an account; `lastSignInAt` says when somebody came',
    refreshSession: 'it continues a session',
    signOut: 'it ends the own session',
    completeSignIn: 'it begins a session',
    requestPasswordReset: 'it sends a mail; what the link in it changes is told',
    verifySecurityQuestion: 'it changes nothing but the count of tries',
    prepareActivation: 'it is a part of placeOrder; what takes effect is told as applyActivation',
  },
  catalog: { refreshPromotions: "it asks the vendor again; what changes is the vendor's own" },
  orders: {
    createCart: 'a cart is a draft that nobody is bound by; the order is told',
    setCartLine: 'the same',
    setCartCustomer: 'the same',
    setVendorParameters: 'the same',
    estimateOrder: 'it changes nothing',
    orderActivation: 'it is a part of activateReseller, which accounts tells',
  },
};

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

function mutationsOf(subgraph: string): readonly string[] {
  const { definitions } = parse(read(`schema/${subgraph}.graphql`), { noLocation: true });
  return definitions.flatMap((definition) =>
    (definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.OBJECT_TYPE_EXTENSION) &&
    definition.name.value === 'Mutation'
      ? (definition.fields ?? []).map(({ name }) => name.value)
      : [],
  );
}

/** The names in the files of a subgraph's use cases that record changes. */
function recordedIn(subgraph: string): ReadonlySet<string> {
  const texts = listFiles(ROOT, `subgraphs/${subgraph}/services`).map(read);
  const recording = texts.filter((text) => text.includes('recordChange('));
  return new Set(recording.flatMap((text) => [...text.matchAll(/'(\w+)'/g)].map(([, name = '']) => name)));
}

describe.each(Object.keys(WITHOUT_ENTRY) as (keyof typeof AUDIT_ACTIONS)[])('the audit log of %s', (subgraph) => {
  const actions: readonly string[] = AUDIT_ACTIONS[subgraph];
  const without = Object.keys(WITHOUT_ENTRY[subgraph] ?? {});

  it('tells of every mutation, or there is a reason', () => {
    const mutations = mutationsOf(subgraph);
    expect(mutations.length).toBeGreaterThan(4);
    expect(mutations.filter((name) => actions.includes(name) === without.includes(name))).toEqual([]);
    expect(without.filter((name) => !mutations.includes(name))).toEqual([]);
  });

  it('is told by the use cases, each under its name', () => {
    const recorded = recordedIn(subgraph);
    expect(actions.filter((name) => !recorded.has(name))).toEqual([]);
  });

  it('can be forgotten by no operation: its writes are audited', () => {
    const main = read(`subgraphs/${subgraph}/main.ts`);
    expect(main.match(/database\.begin\(\)/g)).toHaveLength(1);
    expect(main).toContain('auditedUnit(database.begin())');
  });
});
