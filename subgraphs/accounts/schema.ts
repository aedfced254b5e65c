import 'reflect-metadata';
import { buildFederatedSchema, type FederatedSchema } from '../shared/graphql/schema.ts';
import { references } from './references/account-references.ts';
import { AccountFields, ProviderFields, ResellerFields } from './resolvers/hierarchy/fields.ts';
import { AccountMutations } from './resolvers/hierarchy/mutations.ts';
import { AccountQueries } from './resolvers/hierarchy/queries.ts';
import { CustomerType, ProviderType, ResellerType } from './resolvers/hierarchy/types.ts';
import { SessionMutations } from './resolvers/sign-in/mutations.ts';
import { UserFields, ViewerResolver } from './resolvers/users/fields.ts';

/** Builds the schema of accounts. */
export function buildAccountsSchema(): FederatedSchema {
  return buildFederatedSchema({
    resolvers: [
      AccountQueries,
      AccountMutations,
      SessionMutations,
      ViewerResolver,
      UserFields,
      AccountFields,
      ProviderFields,
      ResellerFields,
    ],
    orphanedTypes: [ProviderType, ResellerType, CustomerType],
    references,
  });
}
