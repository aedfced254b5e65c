import { Ctx, Directive, Query, Resolver } from 'type-graphql';
import { Open } from '../../../shared/graphql/input-lengths.ts';
import type { AccountsContext } from '../../context.ts';
import { listIdentityProviders, type ListedProvider } from '../../services/single-sign-on/list-identity-providers.ts';
import { IdentityProviderType } from './types.ts';

@Resolver()
export class SingleSignOnQueries {
  @Query(() => [IdentityProviderType], {
    description:
      'The identity providers at which users can sign in besides login and password; none unless configured.',
  })
  @Directive('@listSize(assumedSize: 3)')
  @Open()
  identityProviders(@Ctx() context: AccountsContext): readonly ListedProvider[] {
    return listIdentityProviders(context);
  }
}
