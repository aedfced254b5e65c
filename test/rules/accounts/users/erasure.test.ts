import { describe, expect, it } from 'vitest';
import { checkErasure, pseudonymOf, type ErasableUser } from '../../../../subgraphs/accounts/rules/users/erasure.ts';
import { isLogin } from '../../../../subgraphs/accounts/rules/users/login.ts';
import { newId } from '../../../../subgraphs/shared/domain/ids.ts';

const USER: ErasableUser = {
  kind: 'ADMINISTRATOR',
  permissions: ['MANAGE_USERS'],
  accountIsOver: false,
  otherAdministrators: 1,
};
const EDITOR = { permissions: new Set(['MANAGE_USERS'] as const), isSelf: false };

describe('erasing a user', () => {
  const codes = (user: Partial<ErasableUser>, reason = 'asked for', editor: Partial<typeof EDITOR> = {}) =>
    checkErasure({ ...USER, ...user }, reason, { ...EDITOR, ...editor }).map(({ code, path }) =>
      [code, ...path].join(' '),
    );

  it('is refused for oneself, for who may do more, without a reason, and for the last administrator', () => {
    expect(codes({})).toEqual([]);
    expect(codes({}, ' ')).toEqual(['REQUIRED reason']);
    expect(codes({}, 'asked for', { isSelf: true })).toEqual(['NOT_ALLOWED userId']);
    expect(codes({ permissions: ['MANAGE_USERS', 'MANAGE_PRICES'] })).toEqual(['NOT_ALLOWED userId']);
    expect(codes({ otherAdministrators: 0 }, '')).toEqual(['REQUIRED reason', 'STATE_CONFLICT userId']);
  });

  it('may leave an account that is over, and a service user, without anybody', () => {
    expect(codes({ otherAdministrators: 0, accountIsOver: true })).toEqual([]);
    expect(codes({ otherAdministrators: 0, kind: 'SERVICE_USER', permissions: [] })).toEqual([]);
  });

  it('leaves a pseudonym that is a login of its own and tells nothing', () => {
    const [one, other] = [pseudonymOf(newId('usr')), pseudonymOf(newId('usr'))];
    expect(isLogin(one.login)).toBe(true);
    expect(one.login).not.toBe(other.login);
    expect(one).toMatchObject({ firstName: 'Erased', lastName: 'User', email: `${one.login}@erased.invalid` });
  });
});
