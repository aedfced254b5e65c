import type { Copies } from '../../../shared/messaging/copies.ts';
import { PARTNER_ROWS, partnerFacts } from '../tenants/partner-profiles.ts';
import { TENANT_ROWS, tenantFacts } from '../tenants/tenant-facts.ts';
import { ACTIVATION_ROWS, activationFacts } from '../onboarding/activation-facts.ts';
import { abandonedFacts, ABANDONED_ROWS } from '../placing/abandoned-placements.ts';
import { FIRST_ORDER_ROWS, firstOrderFacts } from '../placing/first-orders.ts';

/** What orders keeps of accounts, and what accounts keeps of what orders tells. */
export const COPIES: Copies = {
  followers: ['accounts'],
  told: [
    { subject: 'orders.partner-confirmed', rows: PARTNER_ROWS, facts: partnerFacts },
    { subject: 'orders.tenant-assigned', rows: TENANT_ROWS, facts: tenantFacts },
    { subject: 'orders.order-placed', rows: FIRST_ORDER_ROWS, facts: firstOrderFacts },
    { subject: 'orders.placement-abandoned', rows: ABANDONED_ROWS, facts: abandonedFacts },
    { subject: 'orders.activation-ordered', rows: ACTIVATION_ROWS, facts: activationFacts },
  ],
  kept: [
    {
      subject: 'accounts.account-changed',
      rows: 'select id as key, (moved_in::bigint << 32) + version as version from orders.account',
    },
    {
      subject: 'accounts.terms-approved',
      rows: `select account_id || ' ' || seller_id || ' ' || currency as key,
        (extract(epoch from decided_at) * 1000)::bigint as version from orders.credit where limit_minor > 0`,
    },
    { subject: 'accounts.partner-profile-set', rows: PARTNER_ROWS },
    { subject: 'accounts.activation-requested', rows: ACTIVATION_ROWS },
    {
      subject: 'accounts.mail-texts-changed',
      rows: 'select account_id as key, version::bigint as version from orders.mail_texts',
    },
  ],
};
