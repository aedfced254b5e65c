import { onRequest, type FactHandler } from '../../../shared/messaging/handlers.ts';
import type { WorkContext } from '../../context.ts';
import { appendEntry } from './append-entry.ts';

/** What the subgraphs record, this one too. */
export const AUDIT_FACTS: readonly FactHandler<WorkContext>[] = ['accounts', 'catalog', 'orders'].map((name) =>
  onRequest(`${name}.change-recorded`, appendEntry),
);
