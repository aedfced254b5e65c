import type DataLoader from 'dataloader';
import { createListLoader, type ListLoader } from '../../shared/database/list-loader.ts';
import { loadById, loadManyBy } from '../../shared/database/loader.ts';
import { textArray } from '../../shared/database/sql.ts';
import type { Reader } from '../../shared/database/transaction.ts';
import type { Id } from '../../shared/domain/ids.ts';
import { AccountEntity, type AccountRow } from '../entities/account.ts';
import { ApiClientEntity, type ApiClientRow } from '../entities/api-client.ts';
import {
  AgreementEntity,
  SignedAgreementEntity,
  type AgreementRow,
  type SignedAgreementRow,
} from '../entities/agreement.ts';
import { InvitationEntity, type InvitationRow } from '../entities/invitation.ts';
import { MailTextsEntity, type MailTextsRow } from '../entities/mail-texts.ts';
import { SecurityQuestionEntity, type SecurityQuestionRow } from '../entities/security-question.ts';
import {
  AuditEntryEntity,
  AuditPersonEntity,
  type AuditEntryRow,
  type AuditPersonRow,
} from '../entities/audit-entry.ts';
import { auditList } from '../services/audit/audit-lists.ts';
import type { ForeignNodes } from '../services/nodes/foreign-nodes.ts';
import { TermsRequestEntity, type TermsRequestRow } from '../entities/terms-request.ts';
import { UserEntity, type UserRow } from '../entities/user.ts';

/** The batches of one operation: however many accounts are asked, each kind of question is one statement. */
export interface AccountLoaders {
  readonly account: DataLoader<Id<'acc'>, AccountRow | null>;
  readonly user: DataLoader<Id<'usr'>, UserRow | null>;
  /** The accounts directly below an account, newest first. */
  readonly children: ListLoader<AccountRow>;
  /** The users of an account, newest first. */
  readonly users: ListLoader<UserRow>;
  readonly invitation: DataLoader<Id<'ivt'>, InvitationRow | null>;
  /** The invitations that an account has sent, newest first. */
  readonly invitations: ListLoader<InvitationRow>;
  /** What an account signed last. */
  readonly signedAgreement: DataLoader<Id<'acc'>, SignedAgreementRow | null>;
  readonly apiClient: DataLoader<Id<'cli'>, ApiClientRow | null>;
  /** The API clients of an account that are not revoked, newest first. */
  readonly apiClients: DataLoader<Id<'acc'>, readonly ApiClientRow[]>;
  readonly securityQuestion: DataLoader<Id<'acc'>, SecurityQuestionRow | null>;
  /** The mails that a seller has worded itself. */
  readonly mailTexts: DataLoader<Id<'acc'>, MailTextsRow | null>;
  readonly agreement: DataLoader<string, AgreementRow | null>;
  /** The newest request for terms of an account. */
  readonly termsRequest: DataLoader<Id<'acc'>, TermsRequestRow | null>;
  readonly auditEntry: DataLoader<Id<'aud'>, AuditEntryRow | null>;
  /** The entries of an account and of those below it, newest first. */
  readonly auditEntries: ListLoader<AuditEntryRow>;
  /** What an entry tells of persons. */
  readonly auditPersons: DataLoader<Id<'aud'>, readonly AuditPersonRow[]>;
  /** Objects of other subgraphs. */
  readonly foreignNode: ForeignNodes;
}

/** Everything but the hash of the password. */
const USER_COLUMNS =
  'id, account_id, kind, login, login_key, email, first_name, last_name, permissions, enabled, last_sign_in_at, created_at, erased_at';

const NEWEST_FIRST = { order: 'id desc', after: 'id < ?' };

/** Makes the batches of one operation on its unit of work. They do not check who may see what they load. */
export function createAccountLoaders(read: Reader, foreignNode: ForeignNodes): AccountLoaders {
  return {
    foreignNode,
    account: loadById(
      (ids) => read.find(AccountEntity, { id: { $in: [...ids] } }),
      (row) => row.id,
    ),
    user: loadById(
      (ids) => read.find(UserEntity, { id: { $in: [...ids] } }),
      (row) => row.id,
    ),
    children: createListLoader(read, {
      table: 'accounts.account',
      columns: '*',
      owner: 'parent_id',
      ...NEWEST_FIRST,
      toRow: (row) => read.map(AccountEntity, row),
    }),
    users: createListLoader(read, {
      table: 'accounts."user"',
      columns: USER_COLUMNS,
      owner: 'account_id',
      ...NEWEST_FIRST,
      toRow: (row) => read.map(UserEntity, row),
    }),
    invitation: loadById(
      (ids) => read.find(InvitationEntity, { id: { $in: [...ids] } }),
      (row) => row.id,
    ),
    invitations: createListLoader(read, {
      table: 'accounts.invitation',
      columns: '*',
      owner: 'inviter_id',
      ...NEWEST_FIRST,
      toRow: (row) => read.map(InvitationEntity, row),
    }),
    apiClient: loadById(
      (ids) => read.find(ApiClientEntity, { id: { $in: [...ids] } }),
      (row) => row.id,
    ),
    apiClients: loadManyBy(
      (ids) =>
        read.find(ApiClientEntity, { accountId: { $in: [...ids] }, revokedAt: null }, { orderBy: { id: 'desc' } }),
      (row) => row.accountId,
    ),
    ...agreementLoaders(read),
    ...auditLoaders(read),
  };
}

/** What was changed. */
function auditLoaders(read: Reader): Pick<AccountLoaders, 'auditEntry' | 'auditEntries' | 'auditPersons'> {
  return {
    auditEntry: loadById(
      (ids) => read.find(AuditEntryEntity, { id: { $in: [...ids] } }),
      (row) => row.id,
    ),
    auditEntries: createListLoader(
      read,
      auditList((row) => read.map(AuditEntryEntity, row)),
    ),
    auditPersons: loadManyBy(
      (ids) => read.find(AuditPersonEntity, { entryId: { $in: [...ids] } }, { orderBy: { place: 'asc' } }),
      (row) => row.entryId,
    ),
  };
}

/** What accounts have agreed to, asked for, are recognised by, and say in their own words. */
function agreementLoaders(
  read: Reader,
): Pick<AccountLoaders, 'signedAgreement' | 'termsRequest' | 'securityQuestion' | 'mailTexts' | 'agreement'> {
  return {
    signedAgreement: loadById(
      async (ids) => {
        const rows = await read.query(
          `select distinct on (account_id) * from accounts.signed_agreement
           where account_id = any (?::text[]) order by account_id, signed_at desc`,
          [textArray(ids)],
        );
        return rows.map((row) => read.map(SignedAgreementEntity, row));
      },
      (row) => row.accountId,
    ),
    termsRequest: loadById(
      async (ids) => {
        const rows = await read.query(
          `select distinct on (account_id) request.*
           from accounts.terms_request as request join accounts.account on account.id = account_id
           where account_id = any (?::text[]) and coalesce(seller_id, parent_id) = parent_id
           order by account_id, requested_at desc`,
          [textArray(ids)],
        );
        return rows.map((row) => read.map(TermsRequestEntity, row));
      },
      (row) => row.accountId,
    ),
    securityQuestion: loadById(
      (ids) => read.find(SecurityQuestionEntity, { accountId: { $in: [...ids] } }),
      (row) => row.accountId,
    ),
    mailTexts: loadById(
      (ids) => read.find(MailTextsEntity, { accountId: { $in: [...ids] } }),
      (row) => row.accountId,
    ),
    agreement: loadById(
      (versions) => read.find(AgreementEntity, { version: { $in: [...versions] } }),
      (row) => row.version,
    ),
  };
}
