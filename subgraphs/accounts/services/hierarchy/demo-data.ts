import type { EntityManager } from '@mikro-orm/postgresql';
import { idLabel, newId } from '../../../shared/domain/ids.ts';
import type { AccountsServices } from '../../context.ts';
import { AccountEntity, type AccountRow, type Contact } from '../../entities/account.ts';
import { UserEntity } from '../../entities/user.ts';
import { loginKey } from '../../rules/users/login.ts';
import { administratorPermissions } from '../../rules/users/roles.ts';
import { announceAccount } from './account-facts.ts';

/** The password of every demo user. */
export const DEMO_PASSWORD = 'Tiergraph-demo-1';

/** An account of the demo hierarchy with its one user. */
export interface DemoAccount {
  readonly name: string;
  readonly login: string;
  readonly parent?: string;
  readonly person: readonly [firstName: string, lastName: string];
  /** E.164. */
  readonly phone: string;
  readonly city: readonly [line1: string, city: string, region: string, postalCode: string];
  readonly segment?: NonNullable<AccountRow['segment']>;
  readonly tenantDomain?: string;
  readonly status?: AccountRow['status'];
  readonly partner?: { readonly mpnId: string; readonly domain: string; readonly creditLimitMinor: bigint };
  /** Its identity at the vendor, where that is not confirmed yet: it names it with its first order. */
  readonly identity?: { readonly mpnId: string; readonly domain: string };
}

/** Who a demo account is, in a few words. */
export function describeDemoAccount({ parent, segment, status, partner }: DemoAccount): string {
  if (parent === undefined) return 'Provider';
  const above = DEMO_ACCOUNTS.find(({ login }) => login === parent)?.name ?? '';
  if (segment !== undefined) return `Customer of ${above}, ${segment.toLowerCase()}`;
  if (status === 'PENDING') return 'Reseller that waits for activation';
  return parent === 'meridian.admin' && partner ? 'Reseller with payment terms' : `Reseller below ${above}`;
}

export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  {
    name: 'Meridian Distribution',
    login: 'meridian.admin',
    person: ['Mira', 'Okafor'],
    phone: '+12065550101',
    city: ['1 Harbor Plaza', 'Seattle', 'WA', '98101'],
  },
  {
    name: 'Champion Cloud',
    login: 'champion.admin',
    parent: 'meridian.admin',
    person: ['Cora', 'Lindqvist'],
    phone: '+13035550102',
    city: ['200 Pine Street', 'Denver', 'CO', '80202'],
    partner: { mpnId: '1234567', domain: 'championcloud.onmicrosoft.com', creditLimitMinor: 5_000_000n },
  },
  {
    name: 'Summit Resale',
    login: 'summit.admin',
    parent: 'meridian.admin',
    person: ['Sami', 'Haddad'],
    phone: '+12085550103',
    city: ['14 Ridge Road', 'Boise', 'ID', '83702'],
    partner: { mpnId: '2345678', domain: 'summitresale.onmicrosoft.com', creditLimitMinor: 2_500_000n },
  },
  {
    name: 'Newleaf Partners',
    login: 'newleaf.admin',
    parent: 'meridian.admin',
    person: ['Nia', 'Moreau'],
    phone: '+15035550104',
    city: ['8 Orchard Lane', 'Portland', 'OR', '97201'],
    status: 'PENDING',
  },
  {
    name: 'Harbor IT',
    login: 'harbor.admin',
    parent: 'champion.admin',
    person: ['Hugo', 'Brandt'],
    phone: '+12185550105',
    city: ['77 Wharf Street', 'Duluth', 'MN', '55802'],
    identity: { mpnId: '3456789', domain: 'harborit.onmicrosoft.com' },
  },
  {
    name: 'Contoso Bakery',
    login: 'contoso.admin',
    parent: 'champion.admin',
    person: ['Chiara', 'Conti'],
    phone: '+13035550106',
    city: ['12 Oven Street', 'Boulder', 'CO', '80301'],
    segment: 'COMMERCIAL',
    tenantDomain: 'contosobakery.onmicrosoft.com',
  },
  {
    name: 'Lakeside School',
    login: 'lakeside.admin',
    parent: 'champion.admin',
    person: ['Lars', 'Eklund'],
    phone: '+16085550107',
    city: ['3 School Road', 'Madison', 'WI', '53703'],
    segment: 'EDUCATION',
    tenantDomain: 'lakesideschool.onmicrosoft.com',
  },
  {
    name: 'Bright Hands',
    login: 'brighthands.admin',
    parent: 'harbor.admin',
    person: ['Bea', 'Adeyemi'],
    phone: '+12185550108',
    city: ['41 Mission Street', 'Duluth', 'MN', '55805'],
    segment: 'NONPROFIT',
  },
  {
    name: 'City of Fairview',
    login: 'fairview.admin',
    parent: 'harbor.admin',
    person: ['Femi', 'Walsh'],
    phone: '+15075550109',
    city: ['1 City Hall Square', 'Fairview', 'MN', '55901'],
    segment: 'GOVERNMENT',
  },
  {
    name: 'Alpine Dental',
    login: 'alpine.admin',
    parent: 'summit.admin',
    person: ['Ana', 'Petrov'],
    phone: '+12085550110',
    city: ['9 Summit Avenue', 'Boise', 'ID', '83706'],
    segment: 'COMMERCIAL',
  },
];

/**
 * Fills a new database with the demo hierarchy. Returns false, and does nothing, when there is an account already.
 *
 * @param password of every demo user
 */
export async function seedDemoAccounts(
  services: AccountsServices,
  em: EntityManager,
  password: string,
): Promise<boolean> {
  if ((await em.count(AccountEntity)) > 0) return false;
  using turn = services.passwords.enter('');
  if (turn === undefined) throw new Error('Invariant: nobody signs in before there are accounts');
  const passwordHash = await turn.hash(password);
  await em.transactional(async (tx) => {
    const byLogin = new Map<string, AccountRow>();
    const made: { readonly demo: DemoAccount; readonly account: AccountRow }[] = [];
    for (const demo of DEMO_ACCOUNTS) {
      const account = addAccount(services, tx, demo, byLogin.get(demo.parent ?? ''));
      byLogin.set(demo.login, account);
      made.push({ demo, account });
    }
    // The entities name no relation, so the ORM does not know that the accounts have to be there first.
    await tx.flush();
    for (const { demo, account } of made) addUser(services, tx, { demo, account, passwordHash });
    await tx.flush();
    for (const { demo, account } of made) await tellOthers(services, tx, demo, account);
  });
  return true;
}

/** The version of the vendor's customer agreement that the demo's customers have accepted. */
const AGREEMENT = { vendor: 'microsoft', version: '2026-10' } as const;

async function tellOthers(
  { outbox }: AccountsServices,
  em: EntityManager,
  demo: DemoAccount,
  account: AccountRow,
): Promise<void> {
  await announceAccount(outbox, em, account);
  if (demo.partner !== undefined) {
    await outbox.append(em, 'terms-approved', {
      accountId: account.id,
      creditLimitMinor: String(demo.partner.creditLimitMinor),
      currency: account.currency,
      decidedAt: account.createdAt.toISOString(),
    });
    await outbox.append(em, 'partner-profile-set', {
      resellerId: account.id,
      locationMpnId: demo.partner.mpnId,
      indirectResellerDomain: demo.partner.domain,
      confirmedAt: account.createdAt.toISOString(),
    });
  }
  if (account.type === 'CUSTOMER') {
    await outbox.append(em, 'vendor-agreement-accepted', {
      customerId: account.id,
      ...AGREEMENT,
      ...contactOf(demo),
      acceptedOn: account.createdAt.toISOString().slice(0, 10),
    });
  }
}

function addAccount(
  services: AccountsServices,
  em: EntityManager,
  demo: DemoAccount,
  parent: AccountRow | undefined,
): AccountRow {
  const id = newId('acc');
  const createdAt = services.now();
  const type = parent === undefined ? 'PROVIDER' : demo.segment === undefined ? 'RESELLER' : 'CUSTOMER';
  const [line1, city, region, postalCode] = demo.city;
  const approved = demo.partner === undefined ? null : createdAt;
  return em.create(AccountEntity, {
    id,
    type,
    name: demo.name,
    status: demo.status ?? 'ACTIVE',
    path: parent === undefined ? idLabel(id) : `${parent.path}.${idLabel(id)}`,
    parentId: parent?.id ?? null,
    address: { line1, city, region, postalCode, country: 'US' },
    contact: contactOf(demo),
    currency: 'USD',
    segment: demo.segment ?? null,
    tenantDomain: demo.tenantDomain ?? null,
    branding: {},
    locationMpnId: demo.partner?.mpnId ?? null,
    indirectResellerDomain: demo.partner?.domain ?? null,
    partnerVerifiedAt: approved,
    termsStatus: approved === null ? null : 'APPROVED',
    termsCreditLimitMinor: demo.partner?.creditLimitMinor ?? null,
    termsRequestedAt: approved,
    termsDecidedAt: approved,
    version: 1,
    createdAt,
  });
}

function contactOf({ person: [firstName, lastName], login, phone }: DemoAccount): Contact {
  const email = `${firstName}.${lastName}@${login.split('.')[0]}.example`.toLowerCase();
  return { firstName, lastName, email, phone };
}

interface DemoUser {
  readonly demo: DemoAccount;
  readonly account: AccountRow;
  readonly passwordHash: string;
}

function addUser(services: AccountsServices, em: EntityManager, { demo, account, passwordHash }: DemoUser): void {
  const { firstName, lastName, email } = contactOf(demo);
  em.create(UserEntity, {
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
    createdAt: services.now(),
  });
}
