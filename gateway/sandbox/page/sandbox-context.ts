import { createContext, useContext } from 'react';
import type { GraphConnection } from './graph/graph-connection.ts';
import type { SessionState } from './session/session.ts';

export interface Sandbox {
  readonly sessionState: SessionState;
  readonly graph: GraphConnection;
}

export const SandboxContext = createContext<Sandbox | null>(null);

/** What the page knows about its viewer and graph. Throws outside of the page's component tree. */
export function useSandbox(): Sandbox {
  const sandbox = useContext(SandboxContext);
  if (!sandbox) throw new Error('useSandbox needs a SandboxContext above it.');
  return sandbox;
}
