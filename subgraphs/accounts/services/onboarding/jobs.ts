import { onJob } from '../../../shared/messaging/handlers.ts';
import { INVITATION_QUEUE } from './invitation-mails.ts';
import { sendInvitation } from './send-invitation.ts';

const MAIL_CONCURRENCY = 4;

/** The jobs about accounts that are to come. */
export const ONBOARDING_JOBS = [onJob(INVITATION_QUEUE, MAIL_CONCURRENCY, sendInvitation)];
