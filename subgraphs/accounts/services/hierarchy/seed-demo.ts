import type { Writer } from '../../../shared/database/transaction.ts';
import { isGiven } from '../../../shared/domain/given.ts';
import { idLabel, newId } from '../../../shared/domain/ids.ts';
import { invariant } from '../../../shared/domain/invariant.ts';
import type { AccountsDeps, WorkContext } from '../../context.ts';
import { AccountEntity, type AccountRow } from '../../entities/account.ts';
import { TermsRequestEntity } from '../../entities/terms-request.ts';
import { UserEntity, type UserRow } from '../../entities/user.ts';
import type { Contact } from '../../rules/hierarchy/account-details.ts';
import { loginKey } from '../../rules/users/login.ts';
import { administratorPermissions } from '../../rules/users/roles.ts';
import { DEMO_ACCOUNTS, type DemoAccount } from '../../seed/demo-accounts.ts';
import { writeTerms } from '../terms/write-terms.ts';
import { signAgreement, signatureOf } from '../onboarding/agreements.ts';
import { partnerFact, termsFact, type Terms } from './account-facts.ts';
import { announceAccount } from './announce-account.ts';

/** The version of the vendor's customer agreement that the customers of the demo have accepted. */
const AGREEMENT = { vendor: 'microsoft', version: '2026-10' } as const;

interface SeededAccount {
  readonly demo: DemoAccount;
  readonly account: AccountRow;
}

/**
 * Fills a new database with the demo hierarchy. Returns false, and changes nothing, when there is an account already.
 *
 * @param password of every demo user
 */
export async function seedDemo({ read, write, deps }: WorkContext, password: string): Promise<boolean> {
  if ((await read.count(AccountEntity)) > 0) return false;
  using turn = deps.passwords.enter('');
  invariant(turn, 'nobody signs in before there are accounts');
  const passwordHash = await turn.hash(password);
  await write(async (tx) => {
    const seeded = addAccounts(tx, deps.now());
    // The entities declare no relation, so the ORM does not know that the accounts have to be inserted first.
    await tx.flush();
    const users = seeded.map((one) => ({ ...one, user: addUser(tx, one, passwordHash) }));
    await tx.flush();
    for (const { demo, account, user } of users) {
      if (demo.type !== 'RESELLER') continue;
      if (demo.partner !== undefined) await addTerms(tx, account);
      await signAgreement(tx, signatureOf(user, '127.0.0.1', deps));
    }
    for (const one of seeded) await tellOthers(tx, deps, one);
  });
  return true;
}

function addAccounts(tx: Writer, createdAt: Date): readonly SeededAccount[] {
  const byLogin = new Map<string, AccountRow>();
  return DEMO_ACCOUNTS.map((demo) => {
    const parent = demo.type === 'PROVIDER' ? undefined : byLogin.get(demo.parent);
    const account = addAccount(tx, demo, { parent, createdAt });
    byLogin.set(demo.login, account);
    return { demo, account };
  });
}

interface Placed {
  readonly parent: AccountRow | undefined;
  readonly createdAt: Date;
}

function addAccount(tx: Writer, demo: DemoAccount, { parent, createdAt }: Placed): AccountRow {
  const id = newId('acc');
  const [line1, city, region, postalCode] = demo.city;
  return tx.create(AccountEntity, {
    id,
    type: demo.type,
    name: demo.name,
    status: (demo.type === 'RESELLER' ? demo.status : undefined) ?? 'ACTIVE',
    path: parent === undefined ? idLabel(id) : `${parent.path}.${idLabel(id)}`,
    parentId: parent?.id ?? null,
    address: { line1, city, region, postalCode, country: 'US' },
    contact: contactOf(demo),
    currency: 'USD',
    segment: demo.type === 'CUSTOMER' ? demo.segment : null,
    tenantDomain: (demo.type === 'CUSTOMER' ? demo.tenantDomain : undefined) ?? null,
    branding: {},
    ...partnerColumns(demo, createdAt),
    version: 1,
    createdAt,
  });
}

/** The confirmed identity and the payment terms of a reseller that has them. */
function partnerColumns(demo: DemoAccount, confirmedAt: Date) {
  const partner = demo.type === 'RESELLER' ? demo.partner : undefined;
  if (partner === undefined) return {};
  return {
    locationMpnId: partner.mpnId,
    indirectResellerDomain: partner.domain,
    partnerVerifiedAt: confirmedAt,
    termsStatus: 'APPROVED',
    termsCreditLimitMinor: partner.creditLimitMinor,
    termsRequestedAt: confirmedAt,
    termsDecidedAt: confirmedAt,
  } as const;
}

/** The terms of a reseller, and the request that led to them. */
async function addTerms(tx: Writer, account: AccountRow): Promise<void> {
  const { id, parentId, currency, termsCreditLimitMinor, contact, createdAt } = account;
  await writeTerms(tx, termsOf(account));
  tx.create(TermsRequestEntity, {
    id: newId('trm'),
    accountId: id,
    sellerId: parentId ?? null,
    status: 'APPROVED',
    currency,
    contact: contact ?? null,
    requestedAt: createdAt,
    creditLimitMinor: termsCreditLimitMinor ?? null,
    paymentDays: 30,
    billingDay: 1,
    decidedAt: createdAt,
  });
}

function termsOf({ id, parentId, currency, termsCreditLimitMinor, createdAt }: AccountRow): Terms {
  invariant(isGiven(parentId) && isGiven(termsCreditLimitMinor), 'who has terms has a seller and a limit');
  return { accountId: id, sellerId: parentId, currency, creditLimitMinor: termsCreditLimitMinor, decidedAt: createdAt };
}

function contactOf({ person: [firstName, lastName], login, phone }: DemoAccount): Contact {
  const email = `${firstName}.${lastName}@${login.split('.')[0]}.example`.toLowerCase();
  return { firstName, lastName, email, phone };
}

function addUser(tx: Writer, { demo, account }: SeededAccount, passwordHash: string): UserRow {
  const { firstName, lastName, email } = contactOf(demo);
  return tx.create(UserEntity, {
    id: newId('usr'),
    accountId: account.id,
    kind: 'ADMINISTRATOR',
    login: demo.login,
    loginKey: loginKey(demo.login),
    email,
    firstName,
    lastName,
    permissions: [...administratorPermissions(account.type, false)],
    enabled: true,
    passwordHash,
    createdAt: account.createdAt,
  });
}

async function tellOthers(tx: Writer, { outbox }: AccountsDeps, { demo, account }: SeededAccount): Promise<void> {
  await announceAccount(tx, outbox, account);
  if (demo.type === 'RESELLER' && demo.partner !== undefined) {
    await outbox.append(tx, 'terms-approved', termsFact(termsOf(account)));
    await outbox.append(tx, 'partner-profile-set', partnerFact(account));
  }
  if (demo.type === 'CUSTOMER') {
    await outbox.append(tx, 'vendor-agreement-accepted', {
      customerId: account.id,
      ...AGREEMENT,
      ...contactOf(demo),
      acceptedOn: account.createdAt.toISOString().slice(0, 10),
    });
  }
}
