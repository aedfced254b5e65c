import { describe, expect, it } from 'vitest';
import {
  nextListingStatus,
  publishingEvent,
  type ListingEvent,
  type ListingStatus,
} from '../../../../subgraphs/catalog/rules/marketplaces/listing-state.ts';
import { listingTextFaults, MAX_LISTING_NAME } from '../../../../subgraphs/catalog/rules/marketplaces/listing-texts.ts';

const EVENTS: readonly ListingEvent[] = ['ASK', 'PUBLISH', 'APPROVE', 'DECLINE', 'RETIRE'];
const after = (status: ListingStatus): readonly (ListingStatus | undefined)[] =>
  EVENTS.map((event) => {
    const next = nextListingStatus(status, event);
    return next.ok ? next.value : undefined;
  });

describe('a listing', () => {
  it('goes from one status to another by what happens, and by nothing else', () => {
    expect(after('REQUESTED')).toEqual(['REQUESTED', 'PUBLISHED', 'PUBLISHED', 'DECLINED', 'RETIRED']);
    expect(after('PUBLISHED')).toEqual(['PUBLISHED', 'PUBLISHED', undefined, undefined, 'RETIRED']);
    expect(after('DECLINED')).toEqual(['REQUESTED', 'PUBLISHED', undefined, undefined, 'RETIRED']);
    expect(after('RETIRED')).toEqual([undefined, undefined, undefined, undefined, 'RETIRED']);
  });

  it('is refused what is not possible at the path of its id', () => {
    expect(nextListingStatus('PUBLISHED', 'DECLINE')).toMatchObject({
      errors: [{ code: 'STATE_CONFLICT', path: ['listingId'] }],
    });
  });

  it('asks where a consent is needed', () => {
    expect([true, false].map(publishingEvent)).toEqual(['ASK', 'PUBLISH']);
  });

  it('has texts of a limited length that can be stored', () => {
    const faults = (name: string) =>
      listingTextFaults({ name, description: 'Mail' }).map(({ code, path }) => [code, path]);
    expect(faults('🙂'.repeat(MAX_LISTING_NAME))).toEqual([]);
    expect(faults('x'.repeat(MAX_LISTING_NAME + 1))).toEqual([['TOO_LONG', ['name']]]);
    expect(faults('a\0b')).toEqual([['INVALID', ['name']]]);
    expect(listingTextFaults({ name: null, description: undefined })).toEqual([]);
  });
});
