import { onFact, onRequest, type FactHandler } from '../../../shared/messaging/handlers.ts';
import type { WorkContext } from '../../context.ts';
import { followAccount, followRemoval } from './follow-accounts.ts';
import { followMove } from './follow-moves.ts';

/** The facts of the accounts subgraph that the catalogue follows. */
export const HIERARCHY_FACTS: readonly FactHandler<WorkContext>[] = [
  onFact('accounts.account-changed', ({ version }) => version, followAccount),
  onFact('accounts.account-moved', ({ number }) => number, followMove),
  onRequest('accounts.account-removed', followRemoval),
];
