import type { ReferenceResolver } from '../../shared/graphql/schema.ts';
import type { AccountsContext } from '../context.ts';
import { visibleAccount, visibleUser } from '../services/hierarchy/visible-accounts.ts';

const account: ReferenceResolver<AccountsContext> = ({ id }, context) => visibleAccount(context, id);
const user: ReferenceResolver<AccountsContext> = ({ id }, context) => visibleUser(context, id);

/** How the graph reaches what accounts owns, from anywhere. */
export const references = { Account: account, Provider: account, Reseller: account, Customer: account, User: user };
