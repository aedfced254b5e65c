import { nextLineStatus, type LineStatus } from '../fulfilment/line-status.ts';
import { invariant } from '../../../shared/domain/invariant.ts';
import { durationText, type WaitingOn } from '../fulfilment/waiting-on.ts';

/** A step of an activation order's timeline. */
export interface ActivationStep {
  readonly status: LineStatus;
  readonly previousStatus?: LineStatus;
  readonly message: string;
  readonly waitingOn?: WaitingOn;
  readonly terminal?: boolean;
}

/** The steps with which an activation order begins: it is placed, and the platform sets the reseller up at once. */
export function firstSteps(now: Date, expectedMs: number): readonly ActivationStep[] {
  return [
    { status: 'SUBMITTED', message: 'The activation of the reseller was ordered.' },
    {
      status: 'PROVISIONING',
      previousStatus: 'SUBMITTED',
      message: 'The reseller is being set up.',
      waitingOn: {
        party: 'SYSTEM',
        reason: `The platform sets the reseller up; this is usually done within ${durationText(expectedMs)}.`,
        since: now.toISOString(),
        expectedUntil: new Date(now.getTime() + expectedMs).toISOString(),
        remedies: [],
      },
    },
  ];
}

/** The step that ends an activation order. */
export function lastStep(previousStatus: LineStatus, isActive: boolean): ActivationStep {
  const status = nextLineStatus(previousStatus, isActive ? 'complete' : 'fail');
  invariant(status, 'an activation is being provisioned until it ends');
  const message = isActive
    ? 'The reseller is active.'
    : 'The reseller cannot be activated any more: its account was cancelled, or it has to ask again.';
  return { status, previousStatus, message, terminal: true };
}
