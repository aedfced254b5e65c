import { onJob } from '../../../shared/messaging/handlers.ts';
import { watchTries } from '../attention/watch-tries.ts';
import { PROVISION_QUEUE } from './enqueue-step.ts';
import { MAIL_QUEUE } from './order-mails.ts';
import { provisionOrder } from './provision-order.ts';
import { sendOrderMail } from './send-order-mail.ts';

/** Most of a step is waiting for the vendor. */
const PROVISION_CONCURRENCY = 16;
/** A mail server that does not answer one mail must not hold up the others. */
const MAIL_CONCURRENCY = 4;

/** The jobs of fulfilling orders. */
export const FULFILMENT_JOBS = [
  onJob(PROVISION_QUEUE, PROVISION_CONCURRENCY, watchTries(provisionOrder)),
  onJob(MAIL_QUEUE, MAIL_CONCURRENCY, sendOrderMail),
];
