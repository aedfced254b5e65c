import { renderMail } from '../../../shared/mail/render-mail.ts';
import { mailSender } from '../../../shared/mail/sender.ts';
import type { RunningJob } from '../../../shared/messaging/running-job.ts';
import type { WorkContext } from '../../context.ts';
import { AccountEntity } from '../../entities/account.ts';
import { InvitationEntity } from '../../entities/invitation.ts';
import { invitationStatus } from '../../rules/onboarding/invitation.ts';
import type { InvitationJob } from './invitation-mails.ts';
import { makeInvitationLink } from './invitations.ts';

/** The language of an invitation, whose reader has no account yet. */
const LANGUAGE = 'en';

/** Sends an invitation in the name of the inviter; nothing when it is no longer open. Its link is made here. */
export async function sendInvitation(
  { read, write, deps }: WorkContext,
  { invitationId, occasion }: InvitationJob,
  job: RunningJob,
): Promise<void> {
  const invitation = await read.findOne(InvitationEntity, { id: invitationId });
  if (invitation === null || invitationStatus(invitation, deps.now()) !== 'SENT') return;
  const inviter = await read.findOneOrFail(AccountEntity, { id: invitation.inviterId });
  const sender = mailSender({ name: inviter.name, contact: inviter.contact ?? null, branding: inviter.branding });
  const recipient = { firstName: '', lastName: '', email: invitation.email };
  const url = await write((tx) => makeInvitationLink(tx, deps, invitationId));
  const data = { inviterName: sender.name, url, expiresAt: invitation.expiresAt };
  const content = renderMail('reseller.invited', data, { language: LANGUAGE, sender, recipient });
  job.assertHeld();
  await deps.mailer.send({ name: `reseller-invited-${occasion}`, sender, recipient, content });
}
