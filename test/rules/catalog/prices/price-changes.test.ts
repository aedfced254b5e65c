import { describe, expect, it } from 'vitest';
import { changePercent, changesBetween, isStriking } from '../../../../subgraphs/catalog/rules/prices/price-changes.ts';

const at = (moment: string): Date => new Date(moment);
const NOW = at('2026-11-26Z');

function period(unitCost: string, from: string, to?: string, retail?: string) {
  return { unitCost, retail, validFrom: at(from), validTo: to === undefined ? null : at(to), minQuantity: 1 };
}

describe('what a list changes in another', () => {
  it('is told with the moment at which it begins', () => {
    const old = [period('57.6', '2026-11-01Z')];
    expect(changesBetween(old, [...old, period('60', '2026-12-01Z')], NOW)).toEqual([
      { effectiveAt: at('2026-12-01Z'), before: '57.6', after: '60' },
    ]);
    expect(changesBetween(old, [period('60', '2026-11-01Z')], NOW)).toEqual([
      { effectiveAt: NOW, before: '57.6', after: '60' },
    ]);
  });

  it('is nothing where another period says the same, and where only the past is another one', () => {
    const old = [period('57.6', '2026-11-01Z')];
    expect(changesBetween(old, [...old, period('57.6', '2026-12-01Z')], NOW)).toEqual([]);
    expect(changesBetween(old, [period('50', '2026-10-01Z', '2026-11-01Z'), ...old], NOW)).toEqual([]);
  });

  it('is also another retail price, at the same cost', () => {
    const old = [period('57.6', '2026-11-01Z', undefined, '72')];
    const next = period('57.6', '2026-12-01Z', undefined, '75');
    expect(changesBetween(old, [...old, next], NOW)).toEqual([
      { effectiveAt: at('2026-12-01Z'), before: '57.6', after: '57.6' },
    ]);
  });

  it('is, for a price that another one outlives, the moment at which that one ends', () => {
    const old = [period('40', '2026-10-01Z', '2026-12-25Z')];
    expect(changesBetween(old, [...old, period('44', '2026-11-01Z')], NOW)).toEqual([
      { effectiveAt: at('2026-12-25Z'), before: undefined, after: '44' },
    ]);
  });

  it('has no price after the end of a sale', () => {
    const old = [period('57.6', '2026-11-01Z')];
    expect(changesBetween(old, [period('57.6', '2026-11-01Z', '2026-11-26Z')], NOW)).toEqual([
      { effectiveAt: NOW, before: '57.6', after: undefined },
    ]);
  });
});

describe('a change', () => {
  it.each([
    ['57.6', '60.48', '5.00'],
    ['60', '57.6', '-4.00'],
    ['3', '4', '33.33'],
    ['3', '5', '66.67'],
    ['0', '5', null],
    ['145.20', '160.380000001', '10.45'],
  ])('from %s to %s is %s percent', (before, after, percent) => {
    expect(changePercent(before, after)).toBe(percent);
  });

  it.each([
    ['10', '19.999999', false],
    ['10', '20', true],
    ['10', '5', true],
    ['10', '5.000001', false],
    ['0', '1', true],
  ])('from %s to %s is striking: %s', (before, after, striking) => {
    expect(isStriking({ effectiveAt: NOW, before, after })).toBe(striking);
  });
});
