import type { Writer } from '../../../shared/database/transaction.ts';
import { isGiven } from '../../../shared/domain/given.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { RunningJob } from '../../../shared/messaging/running-job.ts';
import type { WorkContext } from '../../context.ts';
import { AccountEntity } from '../../entities/account.ts';
import { UserEntity } from '../../entities/user.ts';
import { pseudonymOf, type Pseudonym } from '../../rules/users/erasure.ts';
import { announceAccount } from '../hierarchy/announce-account.ts';
import type { ErasureJob } from './erasure-queue.ts';

/** As many are erased in one transaction, so that nobody waits for it. */
const BATCH = 200;

/** A person whose traces are looked for: by the user's id, and by their address in the user's account and below it. */
interface Erased {
  readonly userId: Id<'usr'>;
  readonly accountId: Id<'acc'>;
  readonly path: string;
  readonly email: string;
  readonly contact: Omit<Pseudonym, 'login'>;
}

type Step = (tx: Writer, context: WorkContext, person: Erased) => Promise<number>;

/**
 * Erases what else tells of a user who was erased: as a contact, in requests and invitations, and in the audit log. What proves
 * that something was signed is kept. Each batch is a transaction of its own; whatever stops it, the next try goes on from there.
 */
export async function eraseTraces(context: WorkContext, { userId }: ErasureJob, job: RunningJob): Promise<void> {
  const { read, write } = context;
  const user = await read.findOne(UserEntity, { id: userId }, { populate: ['erasingEmail'] });
  const email = user?.erasingEmail;
  if (user === null || !isGiven(email)) return;
  const { path } = await read.findOneOrFail(AccountEntity, { id: user.accountId });
  const { login: _login, ...contact } = pseudonymOf(userId);
  const person: Erased = { userId, accountId: user.accountId, path, email, contact };
  for (const step of [eraseContacts, eraseRequests, eraseActor, eraseMentions]) {
    for (let count = BATCH; count === BATCH;) {
      job.assertHeld();
      count = await write((tx) => step(tx, context, person));
    }
  }
  await write((tx) => tx.nativeUpdate(UserEntity, { id: userId }, { erasingEmail: null }));
}

/** The person as a contact. The copies of the other subgraphs follow. */
const eraseContacts: Step = async (tx, { deps }, { path, email, contact }) => {
  // The list has an account once for each address, also when a user of it has the same one.
  const members = await tx.execute<{ readonly id: Id<'acc'> }>(
    `select account.id from accounts.account_email as listed join accounts.account on account.id = listed.member_id
     where listed.email = ? and account.path <@ ?::ltree
       and lower(account.contact ->> 'email') = listed.email
     order by account.id limit ${BATCH}`,
    [email, path],
  );
  for (const { id } of members) {
    const account = await tx.lock(AccountEntity, { id });
    if (account === null) continue;
    account.contact = contact;
    account.version += 1;
    await tx.flush();
    await announceAccount(tx, deps.outbox, account);
  }
  return members.length;
};

/** Further contacts, and what was said in requests, invitations and activations. */
const eraseRequests: Step = async (tx, _context, { userId, accountId, path, email, contact }) => {
  const pseudonym = JSON.stringify(contact);
  await tx.execute(
    `update accounts.account set
       billing_contact = accounts.without_person(billing_contact, ?, ?::jsonb),
       technical_contact = accounts.without_person(technical_contact, ?, ?::jsonb)
     where path <@ ?::ltree and (lower(billing_contact ->> 'email') = ? or lower(technical_contact ->> 'email') = ?)`,
    [email, pseudonym, email, pseudonym, path, email, email],
  );
  await tx.execute(
    `update accounts.terms_request set contact = ?::jsonb
     where lower(contact ->> 'email') = ? and account_id in (select id from accounts.account where path <@ ?::ltree)`,
    [pseudonym, email, path],
  );
  await tx.execute(
    `update accounts.activation set contact = accounts.without_person(contact, ?, ?::jsonb)
     where account_id = ? and user_id = ?`,
    [email, pseudonym, accountId, userId],
  );
  await tx.execute('update accounts.invitation set email = ? where account_id = ? and lower(email) = ?', [
    contact.email,
    accountId,
    email,
  ]);
  return 0;
};

/** What entries of the audit log tell of the user, and the addresses from which they did something. */
const eraseActor: Step = async (tx, { deps }, { userId }) => {
  const erased = await tx.execute(
    `with told as (
       select entry_id, place from accounts.audit_person where user_id = ? and erased_at is null limit ${BATCH} for update
     )
     update accounts.audit_person as person set erased_at = ? from told
     where person.entry_id = told.entry_id and person.place = told.place returning 1`,
    [userId, deps.now()],
  );
  return erased.length;
};

/** What entries tell of the person by their address: as a contact or somebody invited, of the account or one below it. */
const eraseMentions: Step = async (tx, { deps }, { accountId, path, email }) => {
  const erased = await tx.execute(
    `with told as (
       select person.entry_id, person.place from accounts.audit_person as person
         join accounts.audit_entry as entry on entry.id = person.entry_id
       where person.email_key = ? and (
         exists (select from accounts.account where id in (entry.account_id, entry.subject_id) and path <@ ?::ltree)
         or exists (select from accounts.invitation where id = entry.subject_id and account_id = ?))
       limit ${BATCH}
     )
     update accounts.audit_person as person set erased_at = ? from told
     where person.entry_id = told.entry_id and person.place = told.place and person.erased_at is null returning 1`,
    [email, path, accountId, deps.now()],
  );
  return erased.length;
};
