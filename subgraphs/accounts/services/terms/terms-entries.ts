import type { RecordedChange } from '../../../shared/database/record-change.ts';
import { changesOfField, firstValues, type FieldChange } from '../../../shared/domain/field-changes.ts';
import { formatMinor } from '../../../shared/domain/money.ts';
import type { AccountRow } from '../../entities/account.ts';
import type { TermsRequestRow } from '../../entities/terms-request.ts';
import { contactChanges } from '../../rules/audit/shown-changes.ts';

type TermsEntry = Omit<RecordedChange, 'action'>;

/** What the audit log tells of a request for terms. The limit is for the account and the one that sells to it. */
export function requestedTerms({ id: accountId, parentId }: AccountRow, request: TermsRequestRow): TermsEntry {
  return {
    accountId,
    subjectId: accountId,
    partyId: parentId,
    changes: [
      ...changesOfField('status', undefined, request.status),
      ...firstValues(request, ['businessCentreNumber']),
      ...limit('wantedCreditLimit', request.wantedMinor, request.currency),
    ],
    persons: contactChanges('contact', undefined, request.contact),
  };
}

/** What the audit log tells of a decision about terms. */
export function decidedTerms(
  { id: accountId, parentId }: AccountRow,
  request: TermsRequestRow,
  statusBefore: TermsRequestRow['status'],
): TermsEntry {
  return {
    accountId,
    subjectId: accountId,
    partyId: parentId,
    changes: [
      ...changesOfField('status', statusBefore, request.status),
      ...firstValues(request, ['paymentDays', 'billingDay', 'reason']),
      ...limit('creditLimit', request.creditLimitMinor, request.currency),
    ],
  };
}

function limit(field: string, minor: bigint | null | undefined, currency: string): readonly FieldChange[] {
  if (typeof minor !== 'bigint') return [];
  return changesOfField(field, undefined, `${formatMinor(minor, currency)} ${currency}`, 'PARTIES');
}
