import { randomUUID } from 'node:crypto';
import type { Writer } from '../../../shared/database/transaction.ts';
import { MAIL_TRIES } from '../../../shared/mail/mailer.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { AccountsDeps } from '../../context.ts';

/** The queue of invitations to be sent. */
export const INVITATION_QUEUE = {
  name: 'accounts.invitation',
  options: MAIL_TRIES,
};

/** An invitation to be sent. */
export interface InvitationJob {
  readonly invitationId: Id<'ivt'>;
  /** Tells this mail from others about the same invitation. */
  readonly occasion: string;
}

/** Asks for the mail of an invitation, in the transaction that makes it or sends it again. */
export async function enqueueInvitationMail(
  tx: Writer,
  { jobs }: Pick<AccountsDeps, 'jobs'>,
  invitationId: Id<'ivt'>,
): Promise<void> {
  const job: InvitationJob = { invitationId, occasion: randomUUID() };
  await jobs.enqueue(tx, INVITATION_QUEUE.name, job);
}
