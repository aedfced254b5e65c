import { FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { Connection } from '../../shared/paging.ts';
import type { AccountRow } from '../entities/account.ts';
import type { UserRow } from '../entities/user.ts';
import { AccountConnection } from './account-types.ts';
import { UserConnection } from './user-types.ts';

const TOTAL = 'How many the whole list has, exactly.';

@Resolver(() => AccountConnection)
export class AccountTotals {
  @FieldResolver(() => Int, { description: TOTAL })
  totalCount(@Root() list: Connection<AccountRow>): Promise<number> {
    return list.totalCount();
  }
}

@Resolver(() => UserConnection)
export class UserTotals {
  @FieldResolver(() => Int, { description: TOTAL })
  totalCount(@Root() list: Connection<UserRow>): Promise<number> {
    return list.totalCount();
  }
}
