/** Why a person has to look at something. */
export type AttentionKind =
  'UNMENTIONED_LINE' | 'UNKNOWN_OUTCOME' | 'VENDOR_REFUSES' | 'OVERDUE' | 'JOB_FAILING' | 'JOB_EXHAUSTED';

/** What a kind is called, and what an operator does about it. */
export interface AttentionTexts {
  readonly title: string;
  readonly remedy: string;
}

export const ATTENTION_KINDS: Readonly<Record<AttentionKind, AttentionTexts>> = {
  UNMENTIONED_LINE: {
    title: 'Line unknown to the vendor',
    remedy:
      'Ask the vendor whether it has the line, then end the line with completeOrderLine. If the vendor shows the line before that, the order continues by itself.',
  },
  UNKNOWN_OUTCOME: {
    title: 'Outcome unknown',
    remedy:
      'Check whether the vendor answers, and whether it has the order. The platform keeps asking, and never buys twice.',
  },
  VENDOR_REFUSES: {
    title: 'Vendor refuses to answer',
    remedy:
      "Check the platform's credentials and permissions at the vendor, then retry. The platform keeps asking as well.",
  },
  OVERDUE: {
    title: 'Long overdue',
    remedy: 'Ask the vendor why nothing has changed. The platform keeps asking, and continues when the vendor does.',
  },
  JOB_FAILING: {
    title: 'Step keeps failing',
    remedy: 'Find the reason in the log and remove it. The platform keeps trying; a retry tries at once.',
  },
  JOB_EXHAUSTED: {
    title: 'Job given up',
    remedy: 'Find the reason in the log and remove it, then retry. Nothing happens before that.',
  },
};
