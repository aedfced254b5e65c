import { refusal, refused, type RemedyHint } from '../../../shared/domain/refusal.ts';
import type { AccountsDeps } from '../../context.ts';

/** The refusal while too many people wait for a password to be hashed. */
export function tooManyPeople(field: string) {
  return busy(field, 'Too many people are signing in at the moment.', [{ description: 'Try again in a few seconds.' }]);
}

/** The refusal of a try that is one too many. */
export function tooManyAttempts({ config }: AccountsDeps, field: string) {
  const minutes = Math.ceil(config.attempts.windowMs / 60_000);
  return busy(field, `There were too many attempts. Wait ${minutes} minutes before the next one.`);
}

function busy(field: string, message: string, remedies: readonly RemedyHint[] = []) {
  return refused(refusal('TOO_MANY_ATTEMPTS', message, { path: [field], retryable: true, remedies }));
}
