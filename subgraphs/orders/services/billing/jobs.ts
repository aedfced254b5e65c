import { onJob } from '../../../shared/messaging/handlers.ts';
import { CAPTURE_QUEUE, capturePayment } from './capture-payment.ts';

/** The jobs of billing. */
export const BILLING_JOBS = [onJob(CAPTURE_QUEUE, 4, capturePayment)];
