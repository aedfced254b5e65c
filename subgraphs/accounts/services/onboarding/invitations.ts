import { may, maySee } from '../../../shared/domain/access.ts';
import { recordChange } from '../../../shared/database/record-change.ts';
import type { Reader, Writer } from '../../../shared/database/transaction.ts';
import { changesOfField, changesSince, snapshot } from '../../../shared/domain/field-changes.ts';
import { newId, type Id } from '../../../shared/domain/ids.ts';
import { done, notFound, refusal, refused, type Outcome } from '../../../shared/domain/refusal.ts';
import {
  emptyConnection,
  listConnection,
  type Connection,
  type PageRequest,
} from '../../../shared/graphql/connection.ts';
import type { AccountsContext, AccountsDeps, SignedInContext } from '../../context.ts';
import { AccountEntity, type AccountRow } from '../../entities/account.ts';
import { InvitationEntity, InvitationLinkEntity, type InvitationRow } from '../../entities/invitation.ts';
import {
  afterInvitationEvent,
  invitationExpiry,
  invitationStatus,
  notPossible,
  type InvitationEvent,
} from '../../rules/onboarding/invitation.ts';
import { parentOnHold } from '../../rules/onboarding/new-account.ts';
import { isHeld } from '../hierarchy/account-holds.ts';
import { tooManyAttempts } from '../sign-in/busy.ts';
import { hashOfSecret, newSecret } from '../sign-in/secrets.ts';
import { enqueueInvitationMail } from './invitation-mails.ts';

/** Invites a reseller below the viewer's account, by a mail with a link. Refuses an address that an open invitation has. */
export function inviteReseller(context: SignedInContext, email: string): Promise<Outcome<InvitationRow>> {
  const { viewer, write, deps } = context;
  return write(async (tx): Promise<Outcome<InvitationRow>> => {
    // Of two who invite the same address at the same time, the second sees the invitation of the first.
    const inviter = await tx.lock(AccountEntity, { id: viewer.accountId });
    if (inviter === null || inviter.type === 'CUSTOMER') return refused(customersInviteNobody());
    if (inviter.status === 'PENDING' || (await isHeld(tx, inviter.path))) return refused(parentOnHold(inviter));
    const now = deps.now();
    const [open] = await tx.query<{ readonly id: string }>(
      `select id from accounts.invitation
       where inviter_id = ? and lower(email) = lower(?) and status = 'SENT' and expires_at > ? limit 1`,
      [inviter.id, email, now],
    );
    if (open !== undefined) return refused(alreadyInvited());
    if (!(await mayMail(tx, deps, email, inviter.id))) return tooManyAttempts(deps, 'email');
    const invitation = tx.create(InvitationEntity, {
      id: newId('ivt'),
      inviterId: inviter.id,
      email,
      status: 'SENT',
      createdAt: now,
      expiresAt: invitationExpiry(now),
    });
    await tx.flush();
    await enqueueInvitationMail(tx, deps, invitation.id);
    await recordChange(tx, context, {
      action: 'inviteReseller',
      accountId: inviter.id,
      subjectId: invitation.id,
      persons: [{ email, changes: changesOfField('email', undefined, email) }],
    });
    return done(invitation);
  });
}

/** Revokes an open invitation: its link stops working. */
export function revokeInvitation(context: SignedInContext, id: Id<'ivt'>): Promise<Outcome<InvitationRow>> {
  return changeInvitation(context, id, 'revoke');
}

/** Sends an invitation again, with a new link and from the beginning of its time; the old link stops working. */
export function resendInvitation(context: SignedInContext, id: Id<'ivt'>): Promise<Outcome<InvitationRow>> {
  return changeInvitation(context, id, 'resend');
}

function changeInvitation(
  context: SignedInContext,
  id: Id<'ivt'>,
  event: InvitationEvent,
): Promise<Outcome<InvitationRow>> {
  const { viewer, write, deps } = context;
  return write(async (tx): Promise<Outcome<InvitationRow>> => {
    const invitation = await tx.lock(InvitationEntity, { id });
    const inviter = invitation && (await tx.findOne(AccountEntity, { id: invitation.inviterId }));
    if (invitation === null || inviter === null || !maySee(viewer, inviter.path)) {
      return refused(notFound('invitation', 'invitationId'));
    }
    const now = deps.now();
    const status = afterInvitationEvent(invitation, event, now);
    if (status === undefined) return refused(notPossible(invitation, now));
    const before = snapshot(invitation, ['status', 'expiresAt']);
    invitation.status = status;
    await tx.nativeDelete(InvitationLinkEntity, { invitationId: id });
    if (event === 'resend') {
      if (!(await mayMail(tx, deps, invitation.email, inviter.id))) return tooManyAttempts(deps, 'invitationId');
      invitation.expiresAt = invitationExpiry(now);
      await enqueueInvitationMail(tx, deps, id);
    }
    await tx.flush();
    await recordChange(tx, context, {
      action: event === 'resend' ? 'resendInvitation' : 'revokeInvitation',
      accountId: inviter.id,
      subjectId: id,
      changes: changesSince(before, invitation),
    });
    return done(invitation);
  });
}

/** Counts a mail: nobody is flooded with invitations, whoever sends them. */
function mayMail(tx: Writer, deps: AccountsDeps, email: string, inviterId: Id<'acc'>): Promise<boolean> {
  return deps.invitationAttempts.count(tx, { key: email.toLowerCase(), source: inviterId }, deps.now());
}

/** Makes the link of an invitation for one mail. Only its hash is stored. */
export async function makeInvitationLink(
  tx: Writer,
  { config, now }: Pick<AccountsDeps, 'config' | 'now'>,
  invitationId: Id<'ivt'>,
): Promise<string> {
  const token = newSecret();
  tx.create(InvitationLinkEntity, { tokenHash: hashOfSecret(token), invitationId, createdAt: now() });
  await tx.flush();
  return new URL(`/invitation?token=${token}`, config.publicUrl).href;
}

/** An invitation with the account that sent it. */
export interface SentInvitation {
  readonly invitation: InvitationRow;
  readonly inviter: AccountRow;
}

/** The invitation that a link belongs to, in whatever state it is; undefined when there is none. */
export async function findByToken(read: Reader, token: string): Promise<SentInvitation | undefined> {
  const link = await read.findOne(InvitationLinkEntity, { tokenHash: hashOfSecret(token) });
  if (link === null) return undefined;
  const invitation = await read.findOneOrFail(InvitationEntity, { id: link.invitationId });
  return { invitation, inviter: await read.findOneOrFail(AccountEntity, { id: invitation.inviterId }) };
}

/** The same with a locked invitation, so that of two who accept it at once one is refused. */
export async function lockByToken(tx: Writer, token: string): Promise<SentInvitation | undefined> {
  const found = await findByToken(tx, token);
  const invitation = found && (await tx.lock(InvitationEntity, { id: found.invitation.id }));
  return found && invitation ? { ...found, invitation } : undefined;
}

/** The invitation that a link offers, for whoever has the link. Null when no link of an open invitation has the token. */
export async function offeredInvitation({ read, deps }: AccountsContext, token: string): Promise<InvitationRow | null> {
  const found = await findByToken(read, token);
  if (found === undefined || invitationStatus(found.invitation, deps.now()) === 'REVOKED') return null;
  return found.invitation;
}

/** An invitation by its id, for those who may see it in the list of the account that sent it; null for others. */
export async function visibleInvitation(
  { viewer, loaders }: SignedInContext,
  id: Id<'ivt'>,
): Promise<InvitationRow | null> {
  const invitation = await loaders.invitation.load(id);
  const inviter = invitation && (await loaders.account.load(invitation.inviterId));
  return inviter !== null && maySee(viewer, inviter.path) && may(viewer, 'MANAGE_ACCOUNTS') ? invitation : null;
}

/** The invitations that an account has sent, newest first; none without MANAGE_ACCOUNTS, or of an account out of sight. */
export function sentInvitations(
  { viewer, loaders }: SignedInContext,
  account: AccountRow,
  page: PageRequest,
): Promise<Connection<InvitationRow>> {
  const isVisible = maySee(viewer, account.path) && may(viewer, 'MANAGE_ACCOUNTS');
  if (!isVisible) return Promise.resolve(emptyConnection(page));
  return listConnection(loaders.invitations, { owner: account.id, page }, (row) => [row.id]);
}

function customersInviteNobody() {
  return refusal('NOT_ALLOWED', 'A customer has no accounts below it, so it invites none.', {
    remedies: [{ description: 'Sign in for a provider or a reseller.' }],
  });
}

function alreadyInvited() {
  return refusal('ALREADY_EXISTS', 'An invitation to this address is open.', {
    path: ['email'],
    remedies: [{ description: 'Send that one again with resendInvitation, or revoke it first.' }],
  });
}
