import { M001Accounts } from './m001-accounts.ts';
import { M002SessionEnds } from './m002-session-ends.ts';
import { M003CustomerIdentity } from './m003-customer-identity.ts';
import { M004AccountLists } from './m004-account-lists.ts';
import { M005RepeatedAnswers } from './m005-repeated-answers.ts';
import { M006Access } from './m006-access.ts';
import { M007Onboarding } from './m007-onboarding.ts';
import { M008ApiClients } from './m008-api-clients.ts';
import { M009Holds } from './m009-holds.ts';
import { M010Activations } from './m010-activations.ts';
import { M011Acting } from './m011-acting.ts';
import { M012SecondFactor } from './m012-second-factor.ts';
import { M013TermsRequests } from './m013-terms-requests.ts';
import { M014AccountProfile } from './m014-account-profile.ts';
import { M015MailTexts } from './m015-mail-texts.ts';
import { M016AuditLog } from './m016-audit-log.ts';
import { M017Moves } from './m017-moves.ts';
import { M018SingleSignOn } from './m018-single-sign-on.ts';
import { M019ErasedUsers } from './m019-erased-users.ts';
import { M020CustomerPermissions } from './m020-customer-permissions.ts';
import { M021MovesAtOnce } from './m021-moves-at-once.ts';
import { M022AccountTexts } from './m022-account-texts.ts';
import { M024OneIndexOfWords } from './m024-one-index-of-words.ts';
import { M025PriceMails } from './m025-price-mails.ts';
import { M026CatalogPermission } from './m026-catalog-permission.ts';
import { M027PlacesBySeller } from './m027-places-by-seller.ts';

/** Every migration of accounts, in the order in which they run. */
export const MIGRATIONS = [
  M001Accounts,
  M002SessionEnds,
  M003CustomerIdentity,
  M004AccountLists,
  M005RepeatedAnswers,
  M006Access,
  M007Onboarding,
  M008ApiClients,
  M009Holds,
  M010Activations,
  M011Acting,
  M012SecondFactor,
  M013TermsRequests,
  M014AccountProfile,
  M015MailTexts,
  M016AuditLog,
  M017Moves,
  M018SingleSignOn,
  M019ErasedUsers,
  M020CustomerPermissions,
  M021MovesAtOnce,
  M022AccountTexts,
  M024OneIndexOfWords,
  M025PriceMails,
  M026CatalogPermission,
  M027PlacesBySeller,
];
