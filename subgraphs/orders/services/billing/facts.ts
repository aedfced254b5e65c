import { onFact } from '../../../shared/messaging/handlers.ts';
import { recordTerms } from './credit.ts';

/** The facts about what accounts may owe. */
export const BILLING_FACTS = [onFact('accounts.terms-approved', ({ decidedAt }) => decidedAt, recordTerms)];
