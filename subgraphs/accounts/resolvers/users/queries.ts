import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { readId } from '../../../shared/domain/ids.ts';
import type { SignedInPrincipal } from '../../../shared/domain/principal.ts';
import { requireSignedIn } from '../../../shared/graphql/signed-in.ts';
import type { AccountsContext } from '../../context.ts';
import type { UserRow } from '../../entities/user.ts';
import { visibleUser } from '../../services/users/visible-users.ts';
import { UserType, ViewerType } from './types.ts';

@Resolver()
export class UserQueries {
  @Query(() => ViewerType, { description: 'The signed-in user or API client that sends this request.' })
  viewer(@Ctx() context: AccountsContext): SignedInPrincipal {
    return requireSignedIn(context).viewer;
  }

  @Query(() => UserType, {
    nullable: true,
    description:
      'A user of your account or of an account below it, by id. Null when there is none that you may see: without the ' +
      'permission MANAGE_USERS you only see yourself.',
  })
  async user(
    @Arg('id', () => ID, { description: 'The id of the user.' }) id: string,
    @Ctx() context: AccountsContext,
  ): Promise<UserRow | null> {
    return await visibleUser(requireSignedIn(context), readId('usr', id));
  }
}
