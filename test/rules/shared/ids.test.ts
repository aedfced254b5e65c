import { describe, expect, it } from 'vitest';
import { madeAt, newId } from '../../../subgraphs/shared/domain/ids.ts';

describe('the moment of an id', () => {
  it('is that at which it was made', () => {
    const before = Date.now();
    const moment = madeAt('ord', newId('ord'));
    expect(moment?.getTime()).toBeGreaterThanOrEqual(before);
    expect(moment?.getTime()).toBeLessThanOrEqual(Date.now());
  });

  it('is read from any id of the kind, though no UUID of version 7 is in it', () => {
    expect(madeAt('ord', 'ord_00000000000000000000000000')).toEqual(new Date(0));
  });

  it.each([
    '',
    'ord',
    'sub_01jd0000000000000000000000',
    'ord_7zzzzzzzzzzzzzzzzzzzzzzzzz',
    'ord_01JD0000000000000000000000',
  ])('is unknown for what is no id of the kind, or beyond all times: %j', (text) => {
    expect(madeAt('ord', text)).toBeUndefined();
  });
});
