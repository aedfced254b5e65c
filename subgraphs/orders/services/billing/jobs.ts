import { onJob } from '../../../shared/messaging/handlers.ts';
import { CAPTURE_QUEUE, capturePayment } from './capture-payment.ts';
import { PAYMENT_GUARD_QUEUE, releaseAbandonedPayment } from './payment-guard.ts';

/** The jobs of billing. */
export const BILLING_JOBS = [
  onJob(CAPTURE_QUEUE, 4, capturePayment),
  onJob(PAYMENT_GUARD_QUEUE, 1, releaseAbandonedPayment),
];
