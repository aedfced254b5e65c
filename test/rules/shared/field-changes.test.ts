import { describe, expect, it } from 'vitest';
import { changesOfField, changesSince, firstValues, snapshot } from '../../../subgraphs/shared/domain/field-changes.ts';

describe('changes of fields', () => {
  it('are those of the fields that were remembered, whatever else a row has', () => {
    const row = { name: 'old', secret: 'one', enabled: true };
    const before = snapshot(row, ['name', 'enabled']);
    Object.assign(row, { name: 'new', secret: 'two' });
    expect(changesSince(before, row)).toEqual([{ field: 'name', before: 'old', after: 'new' }]);
    expect(firstValues(row, ['enabled'])).toEqual([{ field: 'enabled', before: null, after: 'true' }]);
  });

  it('name the parts of a value that has parts, and tell of those alone that differ', () => {
    const before = { city: 'Denver', line1: '1 Elm St', line2: null };
    expect(changesOfField('address', before, { city: 'Boulder', line1: '1 Elm St', region: 'CO' })).toEqual([
      { field: 'address.city', before: 'Denver', after: 'Boulder' },
      { field: 'address.region', before: null, after: 'CO' },
    ]);
  });

  it('are none for another order of a list, for nothing in place of nothing, and for equal moments', () => {
    expect(changesOfField('permissions', ['B', 'A'], ['A', 'B'])).toEqual([]);
    expect(changesOfField('reason', undefined, null)).toEqual([]);
    expect(changesOfField('at', new Date(5), new Date(5))).toEqual([]);
  });

  it('write lists, numbers and moments as texts, and cut long ones', () => {
    expect(changesOfField('of', undefined, ['B', 'A'])).toMatchObject([{ after: 'A, B' }]);
    expect(changesOfField('of', 5n, 7)).toMatchObject([{ before: '5', after: '7' }]);
    expect(changesOfField('of', undefined, new Date(0))).toMatchObject([{ after: '1970-01-01T00:00:00.000Z' }]);
    expect(changesOfField('of', undefined, 'x'.repeat(501))).toMatchObject([{ after: `${'x'.repeat(500)}…` }]);
  });
});
