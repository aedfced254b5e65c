import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';

/** What is stored of an invitation's state; that it has expired follows from the time. */
export type StoredInvitationStatus = 'SENT' | 'ACCEPTED' | 'REVOKED';
export type InvitationStatus = StoredInvitationStatus | 'EXPIRED';
/** What happens to an invitation. */
export type InvitationEvent = 'accept' | 'revoke' | 'resend';

const DAY_MS = 86_400_000;
/** How long the link of an invitation works. */
const LIFETIME_MS = 14 * DAY_MS;

/** What the state of an invitation follows from. */
export interface InvitationState {
  readonly status: StoredInvitationStatus;
  readonly expiresAt: Date;
}

/** When an invitation that is sent now expires. */
export function invitationExpiry(now: Date): Date {
  return new Date(now.getTime() + LIFETIME_MS);
}

/** The state of an invitation at a moment. */
export function invitationStatus({ status, expiresAt }: InvitationState, now: Date): InvitationStatus {
  return status === 'SENT' && expiresAt <= now ? 'EXPIRED' : status;
}

/** The state after each event; an event that is missing is refused. */
const TRANSITIONS: Readonly<
  Record<InvitationStatus, Readonly<Partial<Record<InvitationEvent, StoredInvitationStatus>>>>
> = {
  SENT: { accept: 'ACCEPTED', revoke: 'REVOKED', resend: 'SENT' },
  EXPIRED: { resend: 'SENT' },
  ACCEPTED: {},
  REVOKED: {},
};

/** The state after an event; undefined when it is not possible any more. */
export function afterInvitationEvent(
  invitation: InvitationState,
  event: InvitationEvent,
  now: Date,
): StoredInvitationStatus | undefined {
  return TRANSITIONS[invitationStatus(invitation, now)][event];
}

const STATES: Readonly<Record<InvitationStatus, string>> = {
  SENT: 'is open',
  EXPIRED: 'has expired',
  ACCEPTED: 'was accepted',
  REVOKED: 'was revoked',
};

/** The refusal of an event that the state of an invitation does not allow, to the account that sent it. */
export function notPossible(invitation: InvitationState, now: Date): Refusal {
  const status = invitationStatus(invitation, now);
  const remedies = [{ description: status === 'EXPIRED' ? 'Send it again.' : 'Send a new invitation.' }];
  return refusal('STATE_CONFLICT', `The invitation ${STATES[status]}.`, { path: ['invitationId'], remedies });
}

/** The refusal of a link, to the person who follows it. */
export function linkRefusal(invitation: InvitationState, now: Date): Refusal | undefined {
  const path = ['token'];
  switch (invitationStatus(invitation, now)) {
    case 'SENT':
      return undefined;
    case 'ACCEPTED':
      return refusal('INVITATION_USED', 'This invitation was accepted already.', {
        path,
        remedies: [{ description: 'Sign in with the login that was chosen then.' }],
      });
    case 'EXPIRED':
    case 'REVOKED':
      return refusal('EXPIRED', 'This invitation is no longer valid.', {
        path,
        remedies: [{ description: 'Ask whoever invited you for a new one.' }],
      });
  }
}

/** The refusal of a link that belongs to no invitation. */
export function linkUnknown(): Refusal {
  return refusal('NOT_FOUND', 'There is no invitation with this link.', {
    path: ['token'],
    remedies: [{ description: 'Open the newest mail: sending an invitation again replaces its link.' }],
  });
}
