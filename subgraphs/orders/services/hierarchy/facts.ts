import { onFact, onRequest } from '../../../shared/messaging/handlers.ts';
import { followAccount, followRemoval } from './follow-accounts.ts';

/** The facts about accounts that orders follows. */
export const HIERARCHY_FACTS = [
  onFact('accounts.account-changed', ({ version }) => version, followAccount),
  onRequest('accounts.account-removed', followRemoval),
];
