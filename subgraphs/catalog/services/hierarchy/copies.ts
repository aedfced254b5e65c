import type { Copies } from '../../../shared/messaging/copies.ts';

/** What the catalogue keeps of accounts. */
export const COPIES: Copies = {
  followers: [],
  told: [],
  kept: [
    {
      subject: 'accounts.account-changed',
      // A customer without a country is told again.
      rows: `select id as key, case when type = 'CUSTOMER' and country is null then -1
        else (moved_in::bigint << 32) + version end as version from catalog.account`,
    },
  ],
};
