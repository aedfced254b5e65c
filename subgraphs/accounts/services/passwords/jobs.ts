import { onJob } from '../../../shared/messaging/handlers.ts';
import { ACCESS_MAIL_QUEUE } from './access-mails.ts';
import { sendAccessMail } from './send-access-mail.ts';

/** A mail server that does not answer one mail must not hold up the others. */
const MAIL_CONCURRENCY = 4;

/** The jobs about passwords. */
export const PASSWORD_JOBS = [onJob(ACCESS_MAIL_QUEUE, MAIL_CONCURRENCY, sendAccessMail)];
