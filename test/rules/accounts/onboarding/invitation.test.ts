import { describe, expect, it, test } from 'vitest';
import {
  agreementState,
  checkAcceptance,
  parseAgreement,
} from '../../../../subgraphs/accounts/rules/onboarding/agreement.ts';
import {
  afterInvitationEvent,
  invitationExpiry,
  invitationStatus,
  linkRefusal,
  notPossible,
} from '../../../../subgraphs/accounts/rules/onboarding/invitation.ts';
import { checkInvitedReseller } from '../../../../subgraphs/accounts/rules/onboarding/invited-reseller.ts';

const NOW = new Date('2026-11-27T10:00:00Z');
const OPEN = { status: 'SENT', expiresAt: invitationExpiry(NOW) } as const;
const OVER = { status: 'SENT', expiresAt: NOW } as const;
const ACCEPTED = { ...OPEN, status: 'ACCEPTED' } as const;
const REVOKED = { ...OPEN, status: 'REVOKED' } as const;

describe('an invitation', () => {
  it('can be used for fourteen days, to the millisecond', () => {
    expect(OPEN.expiresAt).toEqual(new Date('2026-12-11T10:00:00Z'));
    expect(invitationStatus(OPEN, new Date('2026-12-11T09:59:59.999Z'))).toBe('SENT');
    expect(invitationStatus(OPEN, OPEN.expiresAt)).toBe('EXPIRED');
  });

  it('is accepted, revoked and sent again in the states that allow it, and in no other', () => {
    const after = (state: Parameters<typeof invitationStatus>[0]) =>
      (['accept', 'revoke', 'resend'] as const).map((event) => afterInvitationEvent(state, event, NOW));
    expect(after(OPEN)).toEqual(['ACCEPTED', 'REVOKED', 'SENT']);
    expect(after(OVER)).toEqual([undefined, undefined, 'SENT']);
    expect(after(ACCEPTED)).toEqual([undefined, undefined, undefined]);
    expect(after(REVOKED)).toEqual([undefined, undefined, undefined]);
  });

  it('says why its link is refused, and why it cannot be changed', () => {
    const told = (state: Parameters<typeof invitationStatus>[0]) => linkRefusal(state, NOW)?.code;
    expect([OPEN, OVER, ACCEPTED, REVOKED].map(told)).toEqual([undefined, 'EXPIRED', 'INVITATION_USED', 'EXPIRED']);
    expect(notPossible(ACCEPTED, NOW)).toMatchObject({
      code: 'STATE_CONFLICT',
      message: 'The invitation was accepted.',
    });
  });
});

describe('what an invited person says', () => {
  const SAID = {
    email: 'rosa@falk.example',
    login: undefined,
    firstName: 'Rosa',
    lastName: 'Falk',
    companyName: 'Falk Resale GmbH',
    address: undefined,
  };

  it('needs no address, and one that is given must be one of its country', () => {
    expect(checkInvitedReseller(SAID).errors).toEqual([]);
    const address = { line1: '1 Lindenweg', city: 'Bonn', postalCode: 'x', country: 'DE' };
    expect(checkInvitedReseller({ ...SAID, address }).errors).toMatchObject([{ path: ['address', 'postalCode'] }]);
  });

  it('is no longer than a text of an operation, and can be kept', () => {
    const said = { ...SAID, companyName: 'x'.repeat(201), firstName: 'a\0b' };
    expect(checkInvitedReseller(said).errors.map(({ code, path }) => [code, ...path])).toEqual([
      ['INVALID', 'firstName'],
      ['TOO_LONG', 'companyName'],
    ]);
  });

  it('is refused with every reason at once', () => {
    const empty = { ...SAID, email: 'a b@c', firstName: ' ', lastName: '', companyName: '' };
    expect(checkInvitedReseller(empty).errors.map(({ code, path }) => [code, ...path])).toEqual([
      ['REQUIRED', 'firstName'],
      ['REQUIRED', 'lastName'],
      ['REQUIRED', 'companyName'],
      ['INVALID', 'email'],
    ]);
  });
});

describe('the agreement', () => {
  it('is read from a text with a title and a version', () => {
    expect(parseAgreement('# Terms\r\n\r\nVersion: 2026-11\r\n\r\n1. One.\r\n\r\n2. Two.\r\n')).toEqual({
      title: 'Terms',
      version: '2026-11',
      body: '1. One.\n\n2. Two.',
    });
    for (const text of ['', '# Terms\n\n1. One.', 'Version: 1\n\n1. One.', '# Terms\n\nVersion: 1\n\n']) {
      expect(parseAgreement(text)).toBeUndefined();
    }
  });

  it('is accepted by its present version', () => {
    const present = { version: '2', title: 'Terms', body: '1. One.' };
    const fields = { accepted: 'acceptTerms', version: 'termsVersion' };
    expect(checkAcceptance({ accepted: true, version: '2' }, present, fields)).toEqual([]);
    expect(checkAcceptance({ accepted: false, version: '1' }, present, fields)).toMatchObject([
      { code: 'TERMS_NOT_ACCEPTED', path: ['acceptTerms'] },
      { code: 'CONFLICT', path: ['termsVersion'] },
    ]);
  });

  test.each([
    ['a customer', { accountType: 'CUSTOMER', hasSigned: false }, '2027-06-01', 'SIGNED'],
    ['who has signed it', { accountType: 'RESELLER', hasSigned: true }, '2027-06-01', 'SIGNED'],
    ['on the last day', { accountType: 'RESELLER', hasSigned: false }, '2026-12-01T09:59:59.999Z', 'ASKED'],
    ['when thirty days are over', { accountType: 'RESELLER', hasSigned: false }, '2026-12-01T10:00:00Z', 'DUE'],
    ['that is not active yet', { accountType: 'RESELLER', status: 'PENDING', hasSigned: false }, '2027-06-01', 'ASKED'],
  ] as const)('waits for a reseller: %s', (_title, signer, now, expected) => {
    const publishedAt = new Date('2026-11-01T10:00:00Z');
    const createdAt = new Date('2026-01-01T00:00:00Z');
    expect(agreementState({ status: 'ACTIVE', ...signer, createdAt }, publishedAt, new Date(now))).toBe(expected);
  });

  it('waits thirty days for a reseller that is newer than it', () => {
    const createdAt = new Date('2026-12-20T00:00:00Z');
    const signer = { accountType: 'RESELLER', status: 'ACTIVE', hasSigned: false, createdAt } as const;
    const publishedAt = new Date('2026-11-01T00:00:00Z');
    expect(agreementState(signer, publishedAt, new Date('2027-01-18T23:59:59Z'))).toBe('ASKED');
    expect(agreementState(signer, publishedAt, new Date('2027-01-19T00:00:00Z'))).toBe('DUE');
  });
});
