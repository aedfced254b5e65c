import { describe, expect, it } from 'vitest';
import {
  decideUserChanges,
  type ChangeableUser,
  type UserChanges,
  type UserEditor,
} from '../../../../subgraphs/accounts/rules/users/user-changes.ts';
import { PERMISSIONS, type Permission } from '../../../../subgraphs/shared/domain/permission.ts';

const unchanged: UserChanges = {
  email: undefined,
  firstName: undefined,
  lastName: undefined,
  permissions: undefined,
  enabled: undefined,
};
const user: ChangeableUser = { kind: 'ADMINISTRATOR', permissions: ['PLACE_ORDERS'], accountType: 'CUSTOMER' };
const editor: UserEditor = { permissions: new Set(PERMISSIONS), isSelf: false };

const decided = (changes: Partial<UserChanges>, of = user, by = editor) =>
  decideUserChanges(of, { ...unchanged, ...changes }, by);
const refusedPaths = (changes: Partial<UserChanges>, of = user, by = editor): readonly string[] => {
  const outcome = decided(changes, of, by);
  return outcome.ok ? [] : outcome.errors.map(({ code, path }) => `${code} ${path.join('.')}`);
};

describe('changes of a user', () => {
  it.each<[Partial<UserChanges>, boolean]>([
    [{}, false],
    [{ email: 'jo@example.com', enabled: true }, false],
    [{ permissions: ['PLACE_ORDERS', 'PLACE_ORDERS'] }, false],
    [{ permissions: [] }, true],
    [{ permissions: ['PLACE_ORDERS', 'USE_SERVICES'] }, true],
    [{ enabled: false }, true],
  ])('%o end its sessions: %s', (changes, endsSessions) => {
    expect(decided(changes)).toMatchObject({ ok: true, value: { endsSessions } });
  });

  it.each<[ChangeableUser['kind'], ChangeableUser['accountType'], Permission]>([
    ['SERVICE_USER', 'CUSTOMER', 'PLACE_ORDERS'],
    ['SERVICE_USER', 'PROVIDER', 'MANAGE_USERS'],
    ['ADMINISTRATOR', 'CUSTOMER', 'MANAGE_BRANDING'],
    ['ADMINISTRATOR', 'CUSTOMER', 'MANAGE_CATALOG'],
  ])('cannot give a %s of a %s %s', (kind, accountType, permission) => {
    const of = { kind, accountType, permissions: [] };
    expect(refusedPaths({ permissions: [permission] }, of)).toEqual(['NOT_ALLOWED permissions']);
  });

  it('can give what the editor has and lacks nothing of the kind', () => {
    expect(refusedPaths({ permissions: ['USE_SERVICES'] }, { ...user, kind: 'SERVICE_USER' })).toEqual([]);
    expect(refusedPaths({ permissions: PERMISSIONS }, { ...user, accountType: 'RESELLER' })).toEqual([]);
  });

  it('are refused for every reason at once', () => {
    const by = { permissions: new Set<Permission>(['MANAGE_USERS', 'PLACE_ORDERS']), isSelf: true };
    const changes = { firstName: '', permissions: ['MANAGE_CATALOG', 'USE_SERVICES'] as const, enabled: false };
    expect(refusedPaths(changes, user, by)).toEqual([
      'REQUIRED firstName',
      'NOT_ALLOWED permissions',
      'NOT_ALLOWED permissions',
      'NOT_ALLOWED enabled',
      'NOT_ALLOWED permissions',
    ]);
  });

  it('are refused for a user who may do more than the editor, whatever changes', () => {
    const by = { permissions: new Set<Permission>(['MANAGE_USERS']), isSelf: false };
    expect(refusedPaths({ email: 'jo@example.com' }, user, by)).toEqual(['NOT_ALLOWED userId']);
  });
});
