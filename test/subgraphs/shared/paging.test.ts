import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactly } from '../../../subgraphs/shared/database/total.ts';
import {
  decodeCursor,
  encodeCursor,
  MAX_PAGE,
  readPage,
  toConnection,
} from '../../../subgraphs/shared/graphql/connection.ts';

describe('a cursor', () => {
  it('returns the parts that it was made of, whatever they hold', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 3 }), (parts) => {
        expect(decodeCursor(encodeCursor(parts))).toEqual(parts);
      }),
    );
  });

  it.each(['', '!', 'null', Buffer.from('{}').toString('base64url'), Buffer.from('[1]').toString('base64url')])(
    'is not read from %j',
    (text) => {
      expect(decodeCursor(text)).toBeUndefined();
    },
  );

  it('is undefined for any other text, without an exception', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const parts = decodeCursor(text);
        expect(parts === undefined || parts.every((part) => typeof part === 'string')).toBe(true);
      }),
    );
  });
});

describe('a page', () => {
  it.each([1, MAX_PAGE])('may have %i items', (first) => {
    expect(readPage({ first })).toEqual({ first, after: undefined });
  });

  it.each([0, -1, MAX_PAGE + 1])('may not have %i items', (first) => {
    expect(() => readPage({ first })).toThrow(/first must be from 1 to 100/);
  });

  it('refuses a cursor with another number of parts', () => {
    expect(() => readPage({ first: 1, after: encodeCursor(['a']) }, 2)).toThrow(/after must be a cursor/);
    expect(readPage({ first: 1, after: encodeCursor(['a', 'b']) }, 2).after).toEqual(['a', 'b']);
  });
});

describe('a connection', () => {
  const connect = (rows: readonly string[], first: number, after?: readonly string[]) =>
    toConnection(
      rows,
      { first, after },
      (row) => [row],
      () => Promise.resolve(exactly(7)),
    );

  it('leaves out the extra row that was read, and says that there is a next page', () => {
    const { nodes, edges, pageInfo } = connect(['a', 'b', 'c'], 2);
    expect(nodes).toEqual(['a', 'b']);
    expect(edges.map(({ cursor }) => decodeCursor(cursor))).toEqual([['a'], ['b']]);
    expect(pageInfo).toEqual({
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: encodeCursor(['a']),
      endCursor: encodeCursor(['b']),
    });
  });

  it('is counted once for both fields of its total, and not before one of them is asked for', async () => {
    let counts = 0;
    const connection = toConnection(
      ['a'],
      { first: 1, after: undefined },
      (row) => [row],
      () => {
        counts += 1;
        return Promise.resolve({ count: 10_000, isExact: false });
      },
    );
    expect(counts).toBe(0);
    expect([await connection.totalCount(), await connection.totalCountIsExact()]).toEqual([10_000, false]);
    expect(counts).toBe(1);
  });

  it('has no next page after a full last page', () => {
    expect(connect(['a', 'b'], 2, ['x']).pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  });

  it('may be empty', () => {
    expect(connect([], 2).pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: null,
      endCursor: null,
    });
  });
});
