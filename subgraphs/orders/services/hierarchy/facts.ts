import { onFact } from '../../../shared/messaging/handlers.ts';
import { followAccount } from './follow-accounts.ts';

/** The facts about accounts that orders follows. */
export const HIERARCHY_FACTS = [onFact('accounts.account-changed', followAccount)];
