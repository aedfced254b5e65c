import type { Refusal } from '../../../shared/domain/refusal.ts';

export type CheckStatus = 'PASSED' | 'FAILED' | 'SKIPPED';

/** One thing that could refuse an order, looked at. */
export interface OrderCheck {
  readonly code: string;
  readonly label: string;
  readonly status: CheckStatus;
  readonly error?: Refusal | undefined;
}
