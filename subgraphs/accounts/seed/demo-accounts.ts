import type { AccountStatus } from '../rules/hierarchy/account-status.ts';
import type { CustomerSegment } from '../../shared/domain/trade.ts';

/** The password of every demo user. */
export const DEMO_PASSWORD = 'Tiergraph-demo-1';

interface DemoParts {
  readonly name: string;
  /** The login of the account's only user. */
  readonly login: string;
  readonly person: readonly [firstName: string, lastName: string];
  /** E.164. */
  readonly phone: string;
  readonly city: readonly [line1: string, city: string, region: string, postalCode: string];
}

export interface DemoProvider extends DemoParts {
  readonly type: 'PROVIDER';
  readonly identity?: undefined;
}

export interface DemoReseller extends DemoParts {
  readonly type: 'RESELLER';
  /** The login of the account that it buys from. */
  readonly parent: string;
  /** Active unless given. */
  readonly status?: AccountStatus;
  /** Set for a reseller with payment terms, whose identity the vendor has confirmed. */
  readonly partner?: { readonly mpnId: string; readonly domain: string; readonly creditLimitMinor: bigint };
  /** An identity that the vendor has not confirmed yet: the reseller enters it with its first order. */
  readonly identity?: { readonly mpnId: string; readonly domain: string };
}

export interface DemoCustomer extends DemoParts {
  readonly type: 'CUSTOMER';
  /** The login of the account that it buys from. */
  readonly parent: string;
  readonly segment: CustomerSegment;
  readonly tenantDomain?: string;
  readonly identity?: undefined;
}

/** An account of the demo hierarchy with its one user. */
export type DemoAccount = DemoProvider | DemoReseller | DemoCustomer;

/** Describes a demo account in a few words, for the people who choose one to sign in with. */
export function describeDemoAccount(account: DemoAccount): string {
  if (account.type === 'PROVIDER') return 'Provider';
  const seller = DEMO_ACCOUNTS.find(({ login }) => login === account.parent);
  if (account.type === 'CUSTOMER') return `Customer of ${seller?.name}, ${account.segment.toLowerCase()}`;
  if (account.status === 'PENDING') return 'Reseller awaiting activation';
  if (seller?.type === 'PROVIDER' && account.partner !== undefined) return 'Reseller with payment terms';
  return `Reseller below ${seller?.name}`;
}

/** The demo hierarchy, each account after the one it buys from. */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  {
    type: 'PROVIDER',
    name: 'Meridian Distribution',
    login: 'meridian.admin',
    person: ['Mira', 'Okafor'],
    phone: '+12065550101',
    city: ['1 Harbor Plaza', 'Seattle', 'WA', '98101'],
  },
  {
    type: 'RESELLER',
    name: 'Champion Cloud',
    login: 'champion.admin',
    parent: 'meridian.admin',
    person: ['Cora', 'Lindqvist'],
    phone: '+13035550102',
    city: ['200 Pine Street', 'Denver', 'CO', '80202'],
    partner: { mpnId: '1234567', domain: 'championcloud.onmicrosoft.com', creditLimitMinor: 5_000_000n },
  },
  {
    type: 'RESELLER',
    name: 'Summit Resale',
    login: 'summit.admin',
    parent: 'meridian.admin',
    person: ['Sami', 'Haddad'],
    phone: '+12085550103',
    city: ['14 Ridge Road', 'Boise', 'ID', '83702'],
    partner: { mpnId: '2345678', domain: 'summitresale.onmicrosoft.com', creditLimitMinor: 2_500_000n },
  },
  {
    type: 'RESELLER',
    name: 'Newleaf Partners',
    login: 'newleaf.admin',
    parent: 'meridian.admin',
    person: ['Nia', 'Moreau'],
    phone: '+15035550104',
    city: ['8 Orchard Lane', 'Portland', 'OR', '97201'],
    status: 'PENDING',
    identity: { mpnId: '4567890', domain: 'newleafpartners.onmicrosoft.com' },
  },
  {
    type: 'RESELLER',
    name: 'Harbor IT',
    login: 'harbor.admin',
    parent: 'champion.admin',
    person: ['Hugo', 'Brandt'],
    phone: '+12185550105',
    city: ['77 Wharf Street', 'Duluth', 'MN', '55802'],
    identity: { mpnId: '3456789', domain: 'harborit.onmicrosoft.com' },
  },
  {
    type: 'CUSTOMER',
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
    type: 'CUSTOMER',
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
    type: 'CUSTOMER',
    name: 'Bright Hands',
    login: 'brighthands.admin',
    parent: 'harbor.admin',
    person: ['Bea', 'Adeyemi'],
    phone: '+12185550108',
    city: ['41 Mission Street', 'Duluth', 'MN', '55805'],
    segment: 'NONPROFIT',
  },
  {
    type: 'CUSTOMER',
    name: 'City of Fairview',
    login: 'fairview.admin',
    parent: 'harbor.admin',
    person: ['Femi', 'Walsh'],
    phone: '+15075550109',
    city: ['1 City Hall Square', 'Fairview', 'MN', '55901'],
    segment: 'GOVERNMENT',
  },
  {
    type: 'CUSTOMER',
    name: 'Alpine Dental',
    login: 'alpine.admin',
    parent: 'summit.admin',
    person: ['Ana', 'Petrov'],
    phone: '+12085550110',
    city: ['9 Summit Avenue', 'Boise', 'ID', '83706'],
    segment: 'COMMERCIAL',
  },
];
