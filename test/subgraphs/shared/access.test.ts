import { describe, expect, it } from 'vitest';
import { may, maySee, scopeOf } from '../../../subgraphs/shared/domain/access.ts';
import { requirePermission, requireSignedIn } from '../../../subgraphs/shared/graphql/signed-in.ts';
import { isWithin } from '../../../subgraphs/shared/domain/account-path.ts';
import type { Principal } from '../../../subgraphs/shared/domain/principal.ts';
import { ANONYMOUS, contextToken, readContextFor, userOf } from '../../support/principals.ts';

const principal = (path: string, permissions: readonly string[] = []): Promise<Principal> =>
  readContextFor('accounts')(contextToken('accounts', userOf({ id: 'acc_1', type: 'RESELLER', path }, permissions)));
const nobody = (): Promise<Principal> => readContextFor('accounts')(contextToken('accounts', ANONYMOUS));

describe('visibility', () => {
  it.each([
    ['a.b', 'a.b', true],
    ['a.b.c.d', 'a.b', true],
    ['a', 'a.b', false],
    ['a.c', 'a.b', false],
    ['a.bc', 'a.b', false],
    ['', 'a', false],
  ])('covers the path %j for a viewer at %j: %s', async (path, root, seen) => {
    expect(isWithin(path, root)).toBe(seen);
    expect(maySee(await principal(root), path)).toBe(seen);
  });

  it('is refused to an anonymous caller', async () => {
    expect(maySee(await nobody(), 'a')).toBe(false);
  });
});

describe('permission', () => {
  it('is held or refused by name', async () => {
    const viewer = await principal('a', ['PLACE_ORDERS']);
    expect(may(viewer, 'PLACE_ORDERS')).toBe(true);
    expect(may(viewer, 'MANAGE_USERS')).toBe(false);
    expect(requirePermission({ principal: viewer }, 'PLACE_ORDERS').viewer).toBe(viewer);
    expect(() => requirePermission({ principal: viewer }, 'MANAGE_USERS')).toThrow(/permission MANAGE_USERS/);
  });

  it('is never held by an anonymous caller', async () => {
    const viewer = await nobody();
    expect(may(viewer, 'PLACE_ORDERS')).toBe(false);
    expect(() => requirePermission({ principal: viewer }, 'PLACE_ORDERS')).toThrow(/Sign in first/);
    expect(() => requireSignedIn({ principal: viewer })).toThrow(/Sign in first/);
  });
});

describe('the scope of a principal', () => {
  it('is the same for two users of an account with the same permissions, in any order', async () => {
    const [one, other] = await Promise.all([principal('a.b', ['PLACE_ORDERS', 'MANAGE_USERS']), colleague()]);
    expect(one).not.toEqual(other);
    expect(scopeOf(other)).toBe(scopeOf(one));
  });

  it('differs between accounts, paths, permissions and those who have not signed in', async () => {
    const account = { id: 'acc_2', type: 'RESELLER', path: 'a.b' } as const;
    const principals = await Promise.all([
      nobody(),
      principal('a'),
      principal('a.b'),
      principal('a.b', ['PLACE_ORDERS']),
      principal('a.b', ['PLACE_ORDERS', 'MANAGE_USERS']),
      readContextFor('accounts')(contextToken('accounts', userOf(account, []))),
    ]);
    expect(new Set(principals.map(scopeOf)).size).toBe(principals.length);
  });

  const colleague = (): Promise<Principal> => {
    const account = { id: 'acc_1', type: 'RESELLER', path: 'a.b' } as const;
    const claims = userOf(account, ['MANAGE_USERS', 'PLACE_ORDERS'], { sub: 'usr_01jd0000000000000000000009' });
    return readContextFor('accounts')(contextToken('accounts', claims));
  };
});
