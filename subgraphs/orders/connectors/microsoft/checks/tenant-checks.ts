import { refusal } from '../../../../shared/domain/refusal.ts';
import { isTenantDomain } from '../../../rules/placing/vendor-parameters.ts';
import type { OrderCheck } from '../../../rules/placing/order-check.ts';
import type { ValidationRequest } from '../../vendor-connector.ts';
import { customerInvitation } from './invitations.ts';
import { ask, at, failed, passed, skipped, unanswered, type NewCall } from './order-checks.ts';
import type { PartnerCenterClient } from '../client/partner-center-client.ts';
import type { Customer, PartnerRelationship } from '../client/partner-center-types.ts';
import type { ResellerIds } from './partner-checks.ts';

const EDUCATION_URL = 'https://www.microsoft.com/en-us/microsoft-365/academic/compare-office-365-education-plans';
const NONPROFIT_URL = 'https://signup.nonprofit.microsoft.com/en-us/welcome-policies';

/** What the checks of the tenant need. */
export interface TenantQuestion {
  readonly client: PartnerCenterClient;
  readonly request: ValidationRequest;
  readonly newCall: NewCall;
  /** Says by which ids the vendor knows the reseller, once it has answered. */
  readonly partner: Promise<{ readonly ids: ResellerIds }>;
}

/** Where the licences go, as far as the vendor says. */
export type TenantFound =
  | { readonly kind: 'new' }
  | { readonly kind: 'existing'; readonly customerId: string }
  /** Nothing can be read of it. */
  | { readonly kind: 'unreadable' };

export interface TenantOutcome {
  readonly checks: readonly OrderCheck[];
  readonly tenant: TenantFound;
}

const hidden = (check: OrderCheck): TenantOutcome => ({
  checks: [check, skipped('QUALIFICATION')],
  tenant: { kind: 'unreadable' },
});

/** Whether the licences can go to the tenant, and whether it may have licences of the segment. */
export async function checkTenant(question: TenantQuestion): Promise<TenantOutcome> {
  const { tenantMode, tenantDomain } = question.request.parameters;
  if (tenantMode === undefined || tenantDomain === undefined) {
    const field = tenantMode === undefined ? 'tenantMode' : 'tenantDomain';
    const message = 'Say whether the licences go to a new or an existing tenant, and which.';
    return { ...hidden(failed('TENANT', refusal('REQUIRED', message, { path: at(field) }))), ...newTenant(tenantMode) };
  }
  const domain = tenantDomain.toLowerCase();
  if (!isTenantDomain(domain)) {
    const message = 'A tenant name has 1 to 27 letters and digits, nothing else.';
    const path = at('tenantDomain');
    return {
      ...hidden(failed('TENANT', refusal('TENANT_DOMAIN_INVALID', message, { path }))),
      ...newTenant(tenantMode),
    };
  }
  return tenantMode === 'NEW' ? checkNewTenant(question, domain) : checkExistingTenant(question, domain);
}

/** A tenant that is to be made has accepted nothing, whatever it is called. */
function newTenant(mode: string | undefined): Partial<TenantOutcome> {
  return mode === 'NEW' ? { tenant: { kind: 'new' } } : {};
}

async function checkNewTenant({ client, request, newCall }: TenantQuestion, domain: string): Promise<TenantOutcome> {
  const { segment } = request;
  const tenant: TenantFound = { kind: 'new' };
  if (segment === 'EDUCATION' || segment === 'NONPROFIT') {
    const remedies = [
      {
        description: 'The customer has Microsoft create and verify its tenant first.',
        url: segment === 'EDUCATION' ? EDUCATION_URL : NONPROFIT_URL,
      },
    ];
    const message = 'Education and nonprofit customers must bring an existing, verified tenant.';
    const error = refusal('NEW_TENANT_NOT_ALLOWED', message, { path: at('tenantMode'), remedies });
    return { checks: [failed('TENANT', error), skipped('QUALIFICATION')], tenant };
  }
  const taken = await ask(() => client.isDomainTaken(domain, newCall()));
  if (taken.kind === 'unanswered') return { checks: [unanswered('TENANT'), skipped('QUALIFICATION')], tenant };
  if (taken.value) {
    const remedies = [{ description: 'Choose another name, or order for the existing tenant.' }];
    const message = `${domain} belongs to somebody already.`;
    const error = refusal('TENANT_DOMAIN_TAKEN', message, { path: at('tenantDomain'), remedies });
    return { checks: [failed('TENANT', error), skipped('QUALIFICATION')], tenant };
  }
  return { checks: [passed('TENANT'), passed('QUALIFICATION')], tenant };
}

async function checkExistingTenant(question: TenantQuestion, domain: string): Promise<TenantOutcome> {
  const { client, request, newCall } = question;
  if (request.segment === 'GOVERNMENT' && domain !== request.knownTenantDomain?.toLowerCase()) {
    const message = 'Commercial plans cannot be put into an existing government tenant.';
    const remedies = [{ description: 'Order with a new tenant.' }];
    return hidden(failed('TENANT', refusal('NOT_ELIGIBLE', message, { path: at('tenantMode'), remedies })));
  }
  const found = await ask(() => client.findCustomerByDomain(domain, newCall()));
  if (found.kind === 'unanswered') return hidden(unanswered('TENANT'));
  const customer = found.value;
  if (customer === null) return hidden(await checkForeignTenant(question, domain));
  const { customerId } = customer;
  const checks = await Promise.all([checkReseller(question, customer), checkQualification(question, customer)]);
  return { checks, tenant: { kind: 'existing', customerId } };
}

/** A tenant that is no customer of the provider: there is none, or it has accepted nobody yet. */
async function checkForeignTenant(question: TenantQuestion, domain: string): Promise<OrderCheck> {
  const taken = await ask(() => question.client.isDomainTaken(domain, question.newCall()));
  if (taken.kind === 'unanswered') return unanswered('TENANT');
  if (taken.value) return unrelated(question, domain);
  const message = `There is no tenant ${domain} at Microsoft.`;
  return failed('TENANT', refusal('TENANT_DOMAIN_UNKNOWN', message, { path: at('tenantDomain') }));
}

async function checkReseller(question: TenantQuestion, { customerId, domain }: Customer): Promise<OrderCheck> {
  const { client, newCall } = question;
  const [{ ids }, resellers] = await Promise.all([
    question.partner,
    ask(() => client.listResellersOf(customerId, newCall())),
  ]);
  if (resellers.kind === 'unanswered') return unanswered('TENANT');
  if (ids.mpnId === undefined && ids.tenantId === undefined) return skipped('TENANT');
  return hasReseller(resellers.value, ids) ? passed('TENANT') : unrelated(question, domain);
}

/** Whether a reseller is among those of a list, by one of its ids. */
export function hasReseller(resellers: readonly PartnerRelationship[], { mpnId, tenantId }: ResellerIds): boolean {
  return resellers.some(
    (one) =>
      one.isActive &&
      ((mpnId !== undefined && one.mpnId === mpnId) || (tenantId !== undefined && one.tenantId === tenantId)),
  );
}

async function unrelated({ client, request, newCall }: TenantQuestion, domain: string): Promise<OrderCheck> {
  const remedies = [await customerInvitation(client, request.parameters.indirectResellerDomain, newCall)];
  const message = `${domain} has not accepted the relationship with the reseller.`;
  return failed('TENANT', refusal('RELATIONSHIP_MISSING', message, { path: at('tenantDomain'), remedies }));
}

async function checkQualification(
  { client, request, newCall }: TenantQuestion,
  { customerId, domain }: Customer,
): Promise<OrderCheck> {
  const { segment } = request;
  const needed = segment === 'EDUCATION' ? 'Education' : segment === 'NONPROFIT' ? 'Nonprofit' : undefined;
  if (needed === undefined) return passed('QUALIFICATION');
  const qualifications = await ask(() => client.getQualifications(customerId, newCall()));
  if (qualifications.kind === 'unanswered') return unanswered('QUALIFICATION');
  if (qualifications.value.includes(needed)) return passed('QUALIFICATION');
  const remedies = [
    {
      description: 'The customer has Microsoft verify it.',
      url: needed === 'Education' ? EDUCATION_URL : NONPROFIT_URL,
    },
  ];
  const message = `Microsoft has not verified ${domain} for this segment.`;
  return failed('QUALIFICATION', refusal('NOT_ELIGIBLE', message, { path: at('tenantDomain'), remedies }));
}
