import { describe, expect, it } from 'vitest';
import { changedPlan, currentValues, newPlan } from '../../../../subgraphs/catalog/rules/prices/plan-change.ts';

describe('the change of a known plan by a row', () => {
  const now = new Date('2026-06-15Z');
  const row = { costMinor: 100n, retailMinor: 120n, validFrom: new Date('2026-01-01Z'), validTo: null };
  const known = newPlan(row);

  it('is nothing when all values are the same', () => {
    expect(changedPlan(known, row, now)).toBeUndefined();
  });

  it.each([
    { costMinor: 101n },
    { retailMinor: 121n },
    { validFrom: new Date('2026-02-01Z') },
    { validTo: new Date('2027-01-01Z') },
  ])('holds the changed value %o', (change) => {
    expect(changedPlan(known, { ...row, ...change }, now)).toMatchObject(change);
  });

  it('is an announced price when the price begins later, and that price holds from its day on', () => {
    const later = { ...row, costMinor: 200n, validFrom: new Date('2026-07-01Z') };
    const announced = changedPlan(known, later, now);
    expect(announced).toMatchObject({ costMinor: 100n, nextCostMinor: 200n });
    expect(announced === undefined || changedPlan(announced, later, now)).toBeUndefined();
    const onItsDay = announced && currentValues(announced, later.validFrom);
    expect(onItsDay).toMatchObject({ costMinor: 200n, validFrom: later.validFrom, nextCostMinor: null });
    expect(announced && changedPlan(announced, later, later.validFrom)).toBeUndefined();
  });

  it('is nothing when the same price is announced again', () => {
    expect(changedPlan(known, { ...row, validFrom: new Date('2026-07-01Z') }, now)).toBeUndefined();
  });

  it('puts a retired plan on sale again', () => {
    expect(changedPlan({ ...known, validTo: new Date('2026-05-01Z') }, row, now)).toMatchObject({ validTo: null });
  });
});
