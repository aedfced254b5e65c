import { M001Orders } from './m001-orders.ts';
import { M002Ownership } from './m002-ownership.ts';
import { M003SellerContacts } from './m003-seller-contacts.ts';
import { M004TermsMoment } from './m004-terms-moment.ts';
import { M005EventPositions } from './m005-event-positions.ts';
import { M006OrderConstraints } from './m006-order-constraints.ts';
import { M007CheckedConstraints } from './m007-checked-constraints.ts';
import { M008FulfilmentChanges } from './m008-fulfilment-changes.ts';
import { M009OrderLists } from './m009-order-lists.ts';
import { M010SubscriptionLists } from './m010-subscription-lists.ts';
import { M011EventArchive } from './m011-event-archive.ts';
import { M012Attention } from './m012-attention.ts';
import { M013Activations } from './m013-activations.ts';
import { M014CheckedPurchases } from './m014-checked-purchases.ts';
import { M015LoweredLimits } from './m015-lowered-limits.ts';
import { M016MailOfAccounts } from './m016-mail-of-accounts.ts';
import { M017Moves } from './m017-moves.ts';
import { M018MovesAtOnce } from './m018-moves-at-once.ts';
import { M020PromotionsAndTrials } from './m020-promotions-and-trials.ts';
import { M021LineParameters } from './m021-line-parameters.ts';

/** Every change of the tables, the oldest first. */
export const MIGRATIONS = [
  M001Orders,
  M002Ownership,
  M003SellerContacts,
  M004TermsMoment,
  M005EventPositions,
  M006OrderConstraints,
  M007CheckedConstraints,
  M008FulfilmentChanges,
  M009OrderLists,
  M010SubscriptionLists,
  M011EventArchive,
  M012Attention,
  M013Activations,
  M014CheckedPurchases,
  M015LoweredLimits,
  M016MailOfAccounts,
  M017Moves,
  M018MovesAtOnce,
  M020PromotionsAndTrials,
  M021LineParameters,
];
