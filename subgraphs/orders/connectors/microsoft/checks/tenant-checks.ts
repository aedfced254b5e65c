import { refusal, type RefusalDetails, type UserErrorCode } from '../../../../shared/domain/refusal.ts';
import { isTenantDomain, type TenantMode } from '../../../rules/placing/vendor-parameters.ts';
import type { OrderCheck } from '../../../rules/placing/order-check.ts';
import type { ValidationRequest } from '../../vendor-connector.ts';
import type { PartnerCenterClient } from '../client/partner-center-client.ts';
import type { Customer, PartnerRelationship, Qualification } from '../client/partner-center-types.ts';
import { customerInvitation } from './invitations.ts';
import { ask, at, failed, find, passed, skipped, unanswered, type NewCall } from './order-checks.ts';
import type { ResellerIds } from './partner-checks.ts';

interface VerifiedSegment {
  readonly qualification: Qualification;
  readonly name: string;
  /** Where a customer applies for verification. */
  readonly url: string;
}

/** The segments whose tenants Microsoft must have verified. */
const VERIFIED_SEGMENTS: ReadonlyMap<string, VerifiedSegment> = new Map([
  [
    'EDUCATION',
    {
      qualification: 'Education',
      name: 'education',
      url: 'https://www.microsoft.com/en-us/microsoft-365/academic/compare-office-365-education-plans',
    },
  ],
  [
    'NONPROFIT',
    {
      qualification: 'Nonprofit',
      name: 'nonprofit',
      url: 'https://signup.nonprofit.microsoft.com/en-us/welcome-policies',
    },
  ],
]);

/** What the checks of the tenant need. */
export interface TenantQuestion {
  readonly client: PartnerCenterClient;
  readonly request: ValidationRequest;
  readonly newCall: NewCall;
  /** The ids by which Microsoft knows the reseller, once it has answered. */
  readonly partner: Promise<{ readonly ids: ResellerIds }>;
}

/** The tenant that the licences go to, as far as Microsoft shows it. */
export type TenantFound =
  /** The tenant will be created, so it has accepted nothing yet. */
  | { readonly kind: 'new' }
  | { readonly kind: 'existing'; readonly customerId: string }
  /** Nothing about the tenant can be read. */
  | { readonly kind: 'unreadable' };

export interface TenantOutcome {
  readonly checks: readonly OrderCheck[];
  readonly tenant: TenantFound;
}

/** Checks whether the licences can go to the tenant, and whether it may have licences of the customer's segment. */
export async function checkTenant(question: TenantQuestion): Promise<TenantOutcome> {
  const { tenantMode, tenantDomain } = question.request.parameters;
  if (tenantMode === undefined) {
    const message = 'Choose whether the licences go to a new or an existing tenant, and name the tenant.';
    return blocked(tenantMode, refused('REQUIRED', message, { path: at('tenantMode') }));
  }
  if (tenantDomain === undefined) {
    const message = `Name the ${tenantMode === 'NEW' ? 'new' : 'existing'} tenant that the licences go to.`;
    return blocked(tenantMode, refused('REQUIRED', message, { path: at('tenantDomain') }));
  }
  const domain = tenantDomain.toLowerCase();
  if (!isTenantDomain(domain)) {
    const message = 'A tenant name must consist of 1 to 27 letters and digits.';
    return blocked(tenantMode, refused('TENANT_DOMAIN_INVALID', message, { path: at('tenantDomain') }));
  }
  return tenantMode === 'NEW' ? checkNewTenant(question, domain) : checkExistingTenant(question, domain);
}

function refused(code: UserErrorCode, message: string, details: RefusalDetails): OrderCheck {
  return failed('TENANT', refusal(code, message, details));
}

/** Ends the checks with one that did not pass. The qualification cannot be checked without the tenant. */
function blocked(mode: TenantMode | undefined, check: OrderCheck): TenantOutcome {
  return {
    checks: [check, skipped('QUALIFICATION')],
    tenant: { kind: mode === 'NEW' ? 'new' : 'unreadable' },
  };
}

async function checkNewTenant({ client, request, newCall }: TenantQuestion, domain: string): Promise<TenantOutcome> {
  const segment = VERIFIED_SEGMENTS.get(request.segment);
  if (segment !== undefined) {
    const description = 'The customer must first ask Microsoft to create and verify its tenant.';
    const remedies = [{ description, url: segment.url }];
    const message = 'Education and nonprofit customers must use an existing tenant that Microsoft has verified.';
    return blocked('NEW', refused('NEW_TENANT_NOT_ALLOWED', message, { path: at('tenantMode'), remedies }));
  }
  const taken = await ask(() => client.isDomainTaken(domain, newCall()));
  if (taken.kind === 'unanswered') return blocked('NEW', unanswered('TENANT'));
  if (taken.value) {
    const remedies = [{ description: 'Choose another name, or order for the existing tenant.' }];
    const message = `The tenant ${domain} already exists.`;
    return blocked('NEW', refused('TENANT_DOMAIN_TAKEN', message, { path: at('tenantDomain'), remedies }));
  }
  return { checks: [passed('TENANT'), passed('QUALIFICATION')], tenant: { kind: 'new' } };
}

async function checkExistingTenant(question: TenantQuestion, domain: string): Promise<TenantOutcome> {
  const { client, request, newCall } = question;
  if (request.segment === 'GOVERNMENT' && domain !== request.knownTenantDomain?.toLowerCase()) {
    const message = 'Commercial plans cannot be added to an existing government tenant.';
    const remedies = [{ description: 'Order with a new tenant.' }];
    return blocked('EXISTING', refused('NOT_ELIGIBLE', message, { path: at('tenantMode'), remedies }));
  }
  const found = await find(() => client.findCustomerByDomain(domain, newCall()));
  switch (found.kind) {
    case 'unanswered':
      return blocked('EXISTING', unanswered('TENANT'));
    case 'not-found':
      return blocked('EXISTING', await checkForeignTenant(question, domain));
    case 'found': {
      const { value: customer } = found;
      const checks = await Promise.all([checkReseller(question, customer), checkQualification(question, customer)]);
      return { checks, tenant: { kind: 'existing', customerId: customer.customerId } };
    }
  }
}

/** Checks a tenant that is not a customer of the provider: it does not exist, or it has not accepted the provider. */
async function checkForeignTenant(question: TenantQuestion, domain: string): Promise<OrderCheck> {
  const taken = await ask(() => question.client.isDomainTaken(domain, question.newCall()));
  if (taken.kind === 'unanswered') return unanswered('TENANT');
  if (taken.value) return unrelated(question, domain);
  const message = `Microsoft has no tenant with the domain ${domain}.`;
  return refused('TENANT_DOMAIN_UNKNOWN', message, { path: at('tenantDomain') });
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

/** Whether a list of resellers contains an active one with either of the ids. */
export function hasReseller(resellers: readonly PartnerRelationship[], { mpnId, tenantId }: ResellerIds): boolean {
  return resellers.some(
    (one) =>
      one.isActive &&
      ((mpnId !== undefined && one.mpnId === mpnId) || (tenantId !== undefined && one.tenantId === tenantId)),
  );
}

async function unrelated({ client, request, newCall }: TenantQuestion, domain: string): Promise<OrderCheck> {
  const remedies = [await customerInvitation(client, request.parameters.indirectResellerDomain, newCall)];
  const message = `The tenant ${domain} has not accepted a relationship with the reseller.`;
  return refused('RELATIONSHIP_MISSING', message, { path: at('tenantDomain'), remedies });
}

async function checkQualification(
  { client, request, newCall }: TenantQuestion,
  { customerId, domain }: Customer,
): Promise<OrderCheck> {
  const segment = VERIFIED_SEGMENTS.get(request.segment);
  if (segment === undefined) return passed('QUALIFICATION');
  const qualifications = await ask(() => client.getQualifications(customerId, newCall()));
  if (qualifications.kind === 'unanswered') return unanswered('QUALIFICATION');
  if (qualifications.value.includes(segment.qualification)) return passed('QUALIFICATION');
  const remedies = [{ description: 'The customer must ask Microsoft to verify its tenant.', url: segment.url }];
  const message = `Microsoft has not verified the tenant ${domain} for the ${segment.name} segment.`;
  return failed('QUALIFICATION', refusal('NOT_ELIGIBLE', message, { path: at('tenantDomain'), remedies }));
}
