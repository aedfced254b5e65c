import type { Authenticate } from './authenticate.ts';
import { Caller } from './caller.ts';

/**
 * Lets everybody in as anonymous, whatever they present: for a graph whose subgraphs know no accounts of ours. They
 * are told nothing of the caller but the headers that the configuration passes on.
 */
export function createOpenAccess(): Authenticate {
  const context = { principal: { kind: 'anonymous' }, clientAddress: '', accessTokenExpiresAt: undefined } as const;
  const anybody = new Caller({ context, signingKey: undefined, now: Date.now });
  return async () => anybody;
}
