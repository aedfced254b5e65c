import { renderMail } from '../../../shared/mail/render-mail.ts';
import { inLanguageOf } from '../../../shared/pages/page-address.ts';
import type { RunningJob } from '../../../shared/messaging/running-job.ts';
import type { WorkContext } from '../../context.ts';
import { AccountEntity } from '../../entities/account.ts';
import { InvitationEntity } from '../../entities/invitation.ts';
import { invitationStatus } from '../../rules/onboarding/invitation.ts';
import { senderOf } from '../branding/mail-sender.ts';
import type { InvitationJob } from './invitation-mails.ts';
import { makeInvitationLink } from './invitations.ts';

/**
 * Sends an invitation in the name of the inviter, and in its language, since its reader has no account yet; nothing when it is
 * no longer open. Its link is made here.
 */
export async function sendInvitation(
  { read, write, deps }: WorkContext,
  { invitationId, occasion }: InvitationJob,
  job: RunningJob,
): Promise<void> {
  const invitation = await read.findOne(InvitationEntity, { id: invitationId });
  if (invitation === null || invitationStatus(invitation, deps.now()) !== 'SENT') return;
  const inviter = await read.findOneOrFail(AccountEntity, { id: invitation.inviterId });
  const sender = await senderOf(read, inviter);
  const recipient = { firstName: '', lastName: '', email: invitation.email };
  const url = inLanguageOf(await write((tx) => makeInvitationLink(tx, deps, invitationId)), inviter.language);
  const data = { inviterName: sender.name, url, expiresAt: invitation.expiresAt };
  const content = renderMail('reseller.invited', data, { language: inviter.language, sender, recipient });
  job.assertHeld();
  await deps.mailer.send({ name: `reseller-invited-${occasion}`, sender, recipient, content });
}
