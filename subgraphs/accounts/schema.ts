import 'reflect-metadata';
import { buildFederatedSchema, type FederatedSchema } from '../shared/graphql/schema.ts';
import { references } from './references/account-references.ts';
import { AccountFields, ProviderFields, ResellerFields } from './resolvers/account-fields.ts';
import { AccountMutations } from './resolvers/account-mutations.ts';
import { AccountQueries } from './resolvers/account-queries.ts';
import { CustomerType, ProviderType, ResellerType } from './resolvers/account-types.ts';
import { SessionMutations } from './resolvers/session-mutations.ts';
import { UserFields, ViewerResolver } from './resolvers/viewer.ts';

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
