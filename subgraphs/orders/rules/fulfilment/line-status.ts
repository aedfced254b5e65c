export const LINE_STATUSES = [
  'SUBMITTED',
  'AWAITING_APPROVAL',
  'CREDIT_HOLD',
  'SCHEDULED',
  'PROVISIONING',
  'ACTION_REQUIRED',
  'COMPLETED',
  'FAILED',
  'CANCELLED',
] as const;
export type LineStatus = (typeof LINE_STATUSES)[number];

export type LineEvent =
  | 'hold-for-approval'
  | 'hold-for-credit'
  | 'schedule'
  | 'provision'
  | 'require-action'
  | 'complete'
  | 'fail'
  | 'cancel'
  | 'resubmit';

type Transitions = Readonly<Partial<Record<LineEvent, LineStatus>>>;

const TRANSITIONS: Readonly<Record<LineStatus, Transitions>> = {
  SUBMITTED: {
    'hold-for-approval': 'AWAITING_APPROVAL',
    'hold-for-credit': 'CREDIT_HOLD',
    schedule: 'SCHEDULED',
    provision: 'PROVISIONING',
    fail: 'FAILED',
    cancel: 'CANCELLED',
  },
  AWAITING_APPROVAL: { provision: 'PROVISIONING', schedule: 'SCHEDULED', fail: 'FAILED', cancel: 'CANCELLED' },
  CREDIT_HOLD: { provision: 'PROVISIONING', schedule: 'SCHEDULED', fail: 'FAILED', cancel: 'CANCELLED' },
  SCHEDULED: { provision: 'PROVISIONING', cancel: 'CANCELLED' },
  PROVISIONING: { 'require-action': 'ACTION_REQUIRED', complete: 'COMPLETED', fail: 'FAILED' },
  ACTION_REQUIRED: { provision: 'PROVISIONING', complete: 'COMPLETED', fail: 'FAILED', cancel: 'CANCELLED' },
  COMPLETED: {},
  FAILED: { resubmit: 'SUBMITTED' },
  CANCELLED: {},
};

/** The status after an event, or undefined when the event is not possible in this status. */
export function nextLineStatus(status: LineStatus, event: LineEvent): LineStatus | undefined {
  return TRANSITIONS[status][event];
}

/** Whether a line of this status has ended: nothing more happens to it unless somebody asks. */
export function isTerminal(status: LineStatus): boolean {
  return status === 'COMPLETED' || status === 'FAILED' || status === 'CANCELLED';
}
