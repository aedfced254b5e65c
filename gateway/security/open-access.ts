import type { Authenticate } from './authenticate.ts';
import { Caller } from './caller.ts';

/**
 * Accepts everybody as anonymous, whatever credentials they send: for a graph whose subgraphs do not know Tiergraph's
 * accounts. Such subgraphs learn nothing about the caller but the headers that the configuration passes on.
 */
export function createOpenAccess(): Authenticate {
  const context = { principal: { kind: 'anonymous' }, clientAddress: '', accessTokenExpiresAt: undefined } as const;
  const anybody = new Caller({ context, signingKey: undefined, now: Date.now });
  return async () => anybody;
}
