import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';
import type { AccountStatus } from '../hierarchy/account-status.ts';
import type { AccountType } from '../hierarchy/account-types.ts';

/** What a reseller signs. */
export interface Agreement {
  readonly version: string;
  readonly title: string;
  readonly body: string;
}

/** What somebody says about the agreement. */
export interface Acceptance {
  readonly accepted: boolean;
  readonly version: string;
}

const HEAD = /^# (?<title>[^\n]+)\n+Version: (?<version>\S+)\n+(?<body>[^]*\S)\s*$/;

/** Reads an agreement: `# Title`, `Version: …`, and the text, in Markdown. Undefined for a text of another form. */
export function parseAgreement(text: string): Agreement | undefined {
  const { title, version, body } = HEAD.exec(text.replaceAll('\r\n', '\n'))?.groups ?? {};
  return title === undefined || version === undefined || body === undefined ? undefined : { title, version, body };
}

/** Refuses an agreement that is not accepted, or another version than the present one: nobody signs what they have not read. */
export function checkAcceptance(
  { accepted, version }: Acceptance,
  present: Agreement,
  fields: { readonly accepted: string; readonly version: string },
): readonly Refusal[] {
  return [
    ...(accepted
      ? []
      : [refusal('TERMS_NOT_ACCEPTED', 'The agreement has to be accepted.', { path: [fields.accepted] })]),
    ...(version === present.version
      ? []
      : [
          refusal('CONFLICT', `Version ${present.version} of the agreement holds now.`, {
            path: [fields.version],
            remedies: [{ description: `Review it, then accept version ${present.version}.` }],
          }),
        ]),
  ];
}

const DAY_MS = 86_400_000;
/** How long a reseller goes on without having signed a new version. */
const GRACE_DAYS = 30;

/** What is known of an account when its user signs in. */
export interface Signer {
  readonly accountType: AccountType;
  readonly status: AccountStatus;
  readonly createdAt: Date;
  /** Whether the account has signed the present version. */
  readonly hasSigned: boolean;
}

/** Whether the agreement waits for an account, and whether nothing else is possible before it is accepted. */
export type AgreementState = 'SIGNED' | 'ASKED' | 'DUE';

/**
 * Only resellers sign. Each has thirty days, from the publication of the version or from its own beginning; one that is PENDING
 * signs when it is activated, whenever that is.
 */
export function agreementState(
  { accountType, status, createdAt, hasSigned }: Signer,
  publishedAt: Date,
  now: Date,
): AgreementState {
  if (accountType !== 'RESELLER' || hasSigned) return 'SIGNED';
  if (status === 'PENDING') return 'ASKED';
  const since = Math.max(publishedAt.getTime(), createdAt.getTime());
  return now.getTime() < since + GRACE_DAYS * DAY_MS ? 'ASKED' : 'DUE';
}
