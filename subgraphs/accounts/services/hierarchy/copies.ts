import type { Copies } from '../../../shared/messaging/copies.ts';
import { NO_ROWS } from '../../../shared/database/row-versions.ts';
import { ACTIVATION_ROWS, activationFacts } from '../onboarding/activation-facts.ts';
import { ACCOUNT_ROWS, accountFacts, PARTNER_ROWS, partnerFacts, TERMS_ROWS, termsFacts } from './account-facts.ts';
import { MAIL_TEXTS_ROWS, mailTextsFacts } from '../branding/mail-texts.ts';

/** What orders and the catalogue keep of accounts, and what accounts keeps of what orders tells. */
export const COPIES: Copies = {
  followers: ['catalog', 'orders'],
  told: [
    {
      subject: 'accounts.account-changed',
      rows: ACCOUNT_ROWS,
      facts: accountFacts,
      removal: { subject: 'accounts.account-removed', fact: (id) => ({ id }) },
    },
    { subject: 'accounts.terms-approved', rows: TERMS_ROWS, facts: termsFacts },
    { subject: 'accounts.partner-profile-set', rows: PARTNER_ROWS, facts: partnerFacts },
    { subject: 'accounts.activation-requested', rows: ACTIVATION_ROWS, facts: activationFacts },
    { subject: 'accounts.mail-texts-changed', rows: MAIL_TEXTS_ROWS, facts: mailTextsFacts },
  ],
  kept: [
    { subject: 'orders.partner-confirmed', rows: PARTNER_ROWS },
    {
      subject: 'orders.tenant-assigned',
      rows: 'select id as key, 1::bigint as version from accounts.account where tenant_domain is not null',
    },
    {
      subject: 'orders.order-placed',
      rows: 'select id as key, 1::bigint as version from accounts.account where first_ordered_at is not null',
    },
    // Nothing is kept of these, so that all that are told are told again.
    { subject: 'orders.placement-abandoned', rows: NO_ROWS },
    { subject: 'orders.activation-ordered', rows: NO_ROWS },
  ],
};
