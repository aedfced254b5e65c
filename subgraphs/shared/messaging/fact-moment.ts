/** Clocks of two processes may differ by this much. */
const MAX_AHEAD_MS = 5 * 60_000;

/**
 * The moment of what a fact tells, by which a newer one wins over an older one that comes late or again. Throws for one
 * that lies ahead, which would win over everything that is decided until then.
 */
export function factMoment(text: string, now: Date): Date {
  const moment = new Date(text);
  if (Number.isNaN(moment.getTime())) throw new Error('The fact has no moment');
  if (moment.getTime() - now.getTime() > MAX_AHEAD_MS) throw new Error('The moment of the fact has not come yet');
  return moment;
}
