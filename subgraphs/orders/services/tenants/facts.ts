import { onFact } from '../../../shared/messaging/handlers.ts';
import { followAgreement } from './customer-agreements.ts';
import { followPartnerProfile } from './partner-profiles.ts';

/** The facts about what customers and resellers have at the vendor. */
export const TENANT_FACTS = [
  onFact('accounts.partner-profile-set', ({ confirmedAt }) => confirmedAt, followPartnerProfile),
  onFact('accounts.vendor-agreement-accepted', ({ acceptedOn }) => acceptedOn, followAgreement),
];
