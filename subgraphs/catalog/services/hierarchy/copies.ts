import type { Copies } from '../../../shared/messaging/copies.ts';

/** What the catalogue keeps of accounts. */
export const COPIES: Copies = {
  followers: [],
  told: [],
  kept: [
    {
      subject: 'accounts.account-changed',
      rows: 'select id as key, version::bigint as version from catalog.account',
    },
  ],
};
