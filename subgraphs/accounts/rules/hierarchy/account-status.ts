export const ACCOUNT_STATUSES = ['PENDING', 'ACTIVE', 'CREDIT_HOLD', 'ADMIN_HOLD', 'CANCELLED'] as const;
export type AccountStatus = (typeof ACCOUNT_STATUSES)[number];

export type AccountEvent = 'activate' | 'hold-credit' | 'hold-administratively' | 'release' | 'cancel';

type Transitions = Readonly<Partial<Record<AccountEvent, AccountStatus>>>;

const TRANSITIONS: Readonly<Record<AccountStatus, Transitions>> = {
  PENDING: { activate: 'ACTIVE', cancel: 'CANCELLED' },
  ACTIVE: { 'hold-credit': 'CREDIT_HOLD', 'hold-administratively': 'ADMIN_HOLD', cancel: 'CANCELLED' },
  CREDIT_HOLD: { release: 'ACTIVE', 'hold-administratively': 'ADMIN_HOLD', cancel: 'CANCELLED' },
  ADMIN_HOLD: { release: 'ACTIVE', 'hold-credit': 'CREDIT_HOLD', cancel: 'CANCELLED' },
  CANCELLED: {},
};

/** The status after an event, or undefined when the event is not possible in this status. */
export function nextAccountStatus(status: AccountStatus, event: AccountEvent): AccountStatus | undefined {
  return TRANSITIONS[status][event];
}
