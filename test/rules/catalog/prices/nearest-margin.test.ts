import { assert, constantFrom, date, integer, option, property, record, shuffledSubarray } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  indexMargins,
  MARGIN_LEVELS,
  nearestMargin,
  type MarginRule,
  type SoldPlan,
} from '../../../../subgraphs/catalog/rules/prices/nearest-margin.ts';

const NOW = new Date('2026-06-01T00:00:00Z');
const sold: SoldPlan = { id: 'pln_1', productId: 'prd_1', moment: NOW, hasRetail: true };
const sale = { sellerId: 'acc_r', buyerId: 'acc_c' } as const;

const rule = (change: Partial<MarginRule> = {}): MarginRule => ({
  id: 'mgn_1',
  sellerId: 'acc_r',
  accountId: null,
  level: 'everything',
  reaches: null,
  price: { kind: 'percent', millionths: 1n },
  validFrom: null,
  validTo: null,
  ...change,
});

const reachOf = (level: MarginRule['level']): MarginRule['reaches'] =>
  level === 'plan' ? 'pln_1' : level === 'everything' ? null : 'prd_1';

/** One rule for each level, for the account and for all children, the nearest first. */
const RULES = MARGIN_LEVELS.flatMap((level) =>
  (['acc_c', null] as const).map((accountId, index) =>
    rule({ id: `mgn_${level}${index}`, level, reaches: reachOf(level), accountId }),
  ),
);
const found = (rules: readonly MarginRule[], change: Partial<SoldPlan> = {}) =>
  nearestMargin(indexMargins(rules), sale, { ...sold, ...change })?.id;

describe('the nearest margin', () => {
  it('is that of plan, product, category, vendor, everything, of each the account before all children, or the default', () => {
    expect(RULES.map(({ level, accountId }) => `${level} ${accountId ?? 'all'}`)).toEqual([
      'plan acc_c',
      'plan all',
      'product acc_c',
      'product all',
      'category acc_c',
      'category all',
      'vendor acc_c',
      'vendor all',
      'everything acc_c',
      'everything all',
    ]);
    for (let first = 0; first <= RULES.length; first += 1) {
      expect(found(RULES.slice(first))).toBe(RULES[first]?.id);
    }
  });

  it('is the same in whatever order rules are read, and whatever other sellers have', () => {
    assert(
      property(shuffledSubarray([...RULES]), (some) => {
        const nearest = RULES.find((each) => some.includes(each));
        const others = some.map((each) => ({ ...each, id: 'mgn_other', sellerId: 'acc_other' }) as const);
        return found([...others, ...some]) === nearest?.id;
      }),
      { numRuns: 5_000 },
    );
  });

  it('ignores rules of another seller, account, product or plan', () => {
    const others = RULES.flatMap((each) => [
      { ...each, sellerId: 'acc_other' as const },
      ...(each.accountId === null ? [] : [{ ...each, accountId: 'acc_other' as const }]),
      ...(each.reaches === null ? [] : [{ ...each, reaches: 'prd_other' as const }]),
    ]);
    expect(found(others)).toBeUndefined();
  });

  it('comes for a sale to any child from the rules that name no account', () => {
    const nearest = nearestMargin(indexMargins(RULES), { ...sale, buyerId: undefined }, sold);
    expect(nearest?.id).toBe('mgn_plan1');
  });

  it('holds from its beginning on, and no longer at its end', () => {
    const limited = rule({ validFrom: NOW, validTo: new Date(NOW.getTime() + 1_000) });
    const at = (ms: number) => found([limited], { moment: new Date(NOW.getTime() + ms) });
    expect([at(-1), at(0), at(999), at(1_000)]).toEqual([undefined, 'mgn_1', 'mgn_1', undefined]);
  });

  it('is, of several that hold for the same target, the one that ends first, then the latest begun', () => {
    const day = (text: string) => new Date(`2026-${text}T00:00:00Z`);
    const always = rule({ id: 'mgn_always' });
    const since = rule({ id: 'mgn_since', validFrom: day('01-01') });
    const later = rule({ id: 'mgn_later', validFrom: day('05-01') });
    const june = rule({ id: 'mgn_june', validFrom: day('05-15'), validTo: day('07-01') });
    const year = rule({ id: 'mgn_year', validFrom: day('01-01'), validTo: day('12-31') });
    const all = [always, since, later, june, year];
    expect(found(all)).toBe('mgn_june');
    expect(found(all, { moment: day('07-01') })).toBe('mgn_year');
    expect(found(all, { moment: day('12-31') })).toBe('mgn_later');
    expect(found(all, { moment: day('02-01') })).toBe('mgn_year');
    expect(found([always, since])).toBe('mgn_since');
    expect(found(all.toReversed())).toBe('mgn_june');
  });

  it('is one below the retail price only where there is one: else the next', () => {
    const below = { price: { kind: 'off-retail', millionths: 5n } } as const;
    const rules = [
      rule({ id: 'mgn_a', level: 'plan', reaches: 'pln_1', ...below, validTo: new Date('2027-01-01T00:00:00Z') }),
      rule({ id: 'mgn_b', level: 'plan', reaches: 'pln_1' }),
      rule({ id: 'mgn_c' }),
    ];
    expect(found(rules)).toBe('mgn_a');
    expect(found(rules, { hasRetail: false })).toBe('mgn_b');
    expect(
      found(
        [rules[0], rules[2]].filter((each) => each !== undefined),
        { hasRetail: false },
      ),
    ).toBe('mgn_c');
  });

  const moment = date({
    min: new Date('2026-01-01T00:00:00Z'),
    max: new Date('2026-12-31T00:00:00Z'),
    noInvalidDate: true,
  });
  const anyRule = record({
    level: constantFrom(...MARGIN_LEVELS),
    accountId: constantFrom(null, 'acc_c' as const),
    validFrom: option(moment),
    length: option(integer({ min: 1, max: 10_000_000_000 })),
    at: moment,
  });

  it('always holds at the moment, and no other that holds is nearer', () => {
    assert(
      property(anyRule, anyRule, anyRule, (...given) => {
        const rules = given.map(({ level, accountId, validFrom, length }, index) =>
          rule({
            id: `mgn_${index}`,
            level,
            accountId,
            reaches: reachOf(level),
            validFrom,
            validTo: validFrom === null || length === null ? null : new Date(validFrom.getTime() + length),
          }),
        );
        const at = given[0].at;
        const holding = rules.filter(
          ({ validFrom, validTo }) => (validFrom === null || validFrom <= at) && (validTo === null || at < validTo),
        );
        const rank = ({ level, accountId }: MarginRule) =>
          MARGIN_LEVELS.indexOf(level) * 2 + (accountId === null ? 1 : 0);
        const nearest = holding.find(({ id }) => id === found(rules, { moment: at }));
        if (nearest === undefined) return holding.length === 0;
        return holding.every((each) => rank(nearest) <= rank(each));
      }),
      { numRuns: 20_000 },
    );
  });
});
