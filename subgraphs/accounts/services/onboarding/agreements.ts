import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { maySee } from '../../../shared/domain/access.ts';
import { recordChange } from '../../../shared/database/record-change.ts';
import type { Reader, UnitOfWork, Writer } from '../../../shared/database/transaction.ts';
import { changesOfField } from '../../../shared/domain/field-changes.ts';
import { invariant } from '../../../shared/domain/invariant.ts';
import { readId, type Id } from '../../../shared/domain/ids.ts';
import { done, refusal, refused, type Outcome } from '../../../shared/domain/refusal.ts';
import { ConfigError } from '../../../shared/process/config.ts';
import { projectRoot } from '../../../shared/process/project-root.ts';
import type { AccountsContext, AccountsDeps, SignedInContext } from '../../context.ts';
import type { AccountRow } from '../../entities/account.ts';
import { AgreementEntity, type SignedAgreementRow } from '../../entities/agreement.ts';
import { UserEntity, type UserRow } from '../../entities/user.ts';
import {
  agreementState,
  checkAcceptance,
  parseAgreement,
  type Agreement,
  type AgreementState,
} from '../../rules/onboarding/agreement.ts';

const DEFAULT_FILE = ['subgraphs', 'accounts', 'seed', 'agreement.md'];

/**
 * Reads the present agreement, and publishes it if its version is new: it is kept with what is signed.
 *
 * @param file Markdown; the sample of the project unless given
 * @throws {ConfigError} when it cannot be read, or has another text than was published under its version
 */
export async function publishAgreement(
  { write }: UnitOfWork,
  file: string | undefined,
  now: () => Date,
): Promise<Agreement> {
  const path = file ?? join(await projectRoot(), ...DEFAULT_FILE);
  const text = await readFile(path, 'utf8').catch(() => undefined);
  const agreement = text === undefined ? undefined : parseAgreement(text);
  if (agreement === undefined) {
    throw new ConfigError(
      `AGREEMENT_FILE must be a text with the lines "# Title" and "Version: …" and the agreement below them, got "${path}".`,
    );
  }
  return await write(async (tx) => {
    const { version, title, body } = agreement;
    await tx.execute(
      `insert into accounts.agreement (version, title, body, published_at) values (?, ?, ?, ?) on conflict do nothing`,
      [version, title, body, now()],
    );
    const known = await tx.findOneOrFail(AgreementEntity, { version });
    if (known.title !== title || known.body !== body) {
      throw new ConfigError(`AGREEMENT_FILE: another text was published as version ${version}. Give it a new version.`);
    }
    return agreement;
  });
}

/** That a person has signed a version of the agreement for an account. */
export interface Signature {
  readonly accountId: Id<'acc'>;
  readonly version: string;
  readonly signedBy: string;
  readonly userId: Id<'usr'>;
  readonly signedAt: Date;
  /** From where. */
  readonly address: string;
}

/** The signature of a user, here and now, under the present agreement. */
export function signatureOf(
  { id: userId, accountId, firstName, lastName }: UserRow,
  address: string,
  { agreement, now }: Pick<AccountsDeps, 'agreement' | 'now'>,
): Signature {
  const signedBy = `${firstName} ${lastName}`;
  return { accountId, version: agreement.version, signedBy, userId, signedAt: now(), address };
}

/** Keeps a signature. Signing the same version again changes nothing. */
export async function signAgreement(tx: Writer, signature: Signature): Promise<void> {
  const { accountId, version, signedBy, userId, signedAt, address } = signature;
  await tx.execute(
    `insert into accounts.signed_agreement (account_id, version, signed_by, user_id, signed_at, address)
     values (?, ?, ?, ?, ?, ?) on conflict do nothing`,
    [accountId, version, signedBy, userId, signedAt, address],
  );
}

/** Whether the agreement waits for the account of a user. */
export async function agreementStateOf(
  read: Reader,
  { agreement, now }: Pick<AccountsDeps, 'agreement' | 'now'>,
  { id, type, status, createdAt }: Pick<AccountRow, 'id' | 'type' | 'status' | 'createdAt'>,
): Promise<AgreementState> {
  if (type !== 'RESELLER') return 'SIGNED';
  const [row] = await read.query<{ readonly published_at: Date | string; readonly signed: boolean }>(
    `select published_at, exists (select from accounts.signed_agreement
       where account_id = ? and version = agreement.version) as signed
     from accounts.agreement as agreement where version = ?`,
    [id, agreement.version],
  );
  invariant(row, 'the present agreement is published');
  const publishedAt = new Date(row.published_at);
  return agreementState({ accountType: type, status, createdAt, hasSigned: row.signed }, publishedAt, now());
}

/** What an account signed last; null when it has signed nothing, and for an account that the viewer may not see. */
export async function signedAgreementOf(
  { principal, loaders }: AccountsContext,
  { id, path }: AccountRow,
): Promise<SignedAgreementRow | null> {
  return maySee(principal, path) ? await loaders.signedAgreement.load(id) : null;
}

/** The present agreement, when it waits for the viewer's account; null otherwise. */
export async function agreementToAccept({ viewer, read, loaders, deps }: SignedInContext): Promise<Agreement | null> {
  const account = await loaders.account.load(viewer.accountId);
  if (account === null) return null;
  return (await agreementStateOf(read, deps, account)) === 'SIGNED' ? null : deps.agreement;
}

/** Accepts the present agreement for the viewer's account, in the name of the user who does so. */
export function acceptAgreement(context: SignedInContext, version: string): Promise<Outcome<object>> {
  const { viewer, write, deps } = context;
  return write(async (tx): Promise<Outcome<object>> => {
    const user = viewer.kind === 'user' ? await tx.lock(UserEntity, { id: readId('usr', viewer.subject) }) : null;
    // The row, not the token: while the agreement is due, the token permits nothing.
    const isAllowed = user?.enabled === true && user.permissions.includes('MANAGE_ACCOUNTS');
    if (!isAllowed || viewer.accountType !== 'RESELLER' || viewer.actingFrom !== undefined) return refused(notYours());
    const errors = checkAcceptance({ accepted: true, version }, deps.agreement, {
      accepted: 'version',
      version: 'version',
    });
    if (errors.length > 0) return refused(...errors);
    await signAgreement(tx, signatureOf(user, viewer.clientAddress, deps));
    await recordChange(tx, context, {
      action: 'acceptAgreement',
      accountId: user.accountId,
      subjectId: user.accountId,
      changes: changesOfField('agreementVersion', undefined, version),
    });
    return done({});
  });
}

function notYours() {
  return refusal('NOT_ALLOWED', 'Only an administrator of the reseller accepts its agreement, in person.', {
    remedies: [{ description: 'Sign in as a user of the reseller who has the permission MANAGE_ACCOUNTS.' }],
  });
}
