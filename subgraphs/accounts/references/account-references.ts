import { readId } from '../../shared/domain/ids.ts';
import type { ReferenceResolver } from '../../shared/graphql/schema.ts';
import { requireSignedIn } from '../../shared/graphql/signed-in.ts';
import type { AccountsContext } from '../context.ts';
import { visibleAuditEntry } from '../services/audit/visible-entries.ts';
import { visibleAccount } from '../services/hierarchy/visible-accounts.ts';
import { visibleInvitation } from '../services/onboarding/invitations.ts';
import { visibleApiClient } from '../services/users/api-clients.ts';
import { visibleUser } from '../services/users/visible-users.ts';

const account: ReferenceResolver<AccountsContext> = ({ id }, context) => visibleAccount(context, readId('acc', id));
const user: ReferenceResolver<AccountsContext> = ({ id }, context) =>
  visibleUser(requireSignedIn(context), readId('usr', id));

const invitation: ReferenceResolver<AccountsContext> = ({ id }, context) =>
  visibleInvitation(requireSignedIn(context), readId('ivt', id));

const apiClient: ReferenceResolver<AccountsContext> = ({ id }, context) =>
  visibleApiClient(requireSignedIn(context), readId('cli', id));

const auditEntry: ReferenceResolver<AccountsContext> = ({ id }, context) =>
  visibleAuditEntry(requireSignedIn(context), readId('aud', id));

/** How the graph reaches what accounts owns, from anywhere. */
export const references = {
  Account: account,
  Provider: account,
  Reseller: account,
  Customer: account,
  User: user,
  Invitation: invitation,
  ApiClient: apiClient,
  AuditEntry: auditEntry,
};
