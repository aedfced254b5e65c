import type { FactVersion } from './handlers.ts';

/** Clocks of two processes may differ by this much. */
const MAX_AHEAD_MS = 5 * 60_000;

/**
 * Checks the version by which a newer fact wins over an older one that comes late or again. Throws for one that is none, and
 * for a moment that lies ahead, which would win over everything that is decided until then.
 */
export function checkVersion(version: FactVersion, now: Date): void {
  if (typeof version === 'number') {
    if (!Number.isSafeInteger(version)) throw new Error('The fact has no version');
    return;
  }
  const moment = new Date(version);
  if (Number.isNaN(moment.getTime())) throw new Error('The fact has no moment');
  if (moment.getTime() - now.getTime() > MAX_AHEAD_MS) throw new Error('The moment of the fact has not come yet');
}
