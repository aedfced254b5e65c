import { onFact, onRequest } from '../../../shared/messaging/handlers.ts';
import { followAccount, followRemoval } from './follow-accounts.ts';
import { followMailTexts } from './follow-mail-texts.ts';
import { followMove } from './follow-moves.ts';

/** The facts about accounts that orders follows. */
export const HIERARCHY_FACTS = [
  onFact('accounts.account-changed', ({ version }) => version, followAccount),
  onFact('accounts.mail-texts-changed', ({ version }) => version, followMailTexts),
  onFact('accounts.account-moved', ({ number }) => number, followMove),
  onRequest('accounts.account-removed', followRemoval),
];
