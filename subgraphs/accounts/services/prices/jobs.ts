import { onJob } from '../../../shared/messaging/handlers.ts';
import { PRICE_MAIL_QUEUE } from './price-mails.ts';
import { sendPriceMail } from './send-price-mail.ts';

/** A mail server that does not answer one mail must not hold up the others. */
const MAIL_CONCURRENCY = 4;

/** The jobs about prices. */
export const PRICE_JOBS = [onJob(PRICE_MAIL_QUEUE, MAIL_CONCURRENCY, sendPriceMail)];
