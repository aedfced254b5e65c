import type { Id } from '../../../shared/domain/ids.ts';

/** The queue of users whose traces are to be erased. It is tried until it is done. */
export const ERASURE_QUEUE = {
  name: 'accounts.erasure',
  options: { retryLimit: 1_000, retryDelay: 5, retryBackoff: true, retryDelayMax: 300 },
};

/** A user who was erased. The job names nobody: what it looks for is with the user until it is done. */
export interface ErasureJob {
  readonly userId: Id<'usr'>;
}
