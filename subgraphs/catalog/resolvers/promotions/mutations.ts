import { Arg, Ctx, Directive, Field, Mutation, ObjectType, Resolver } from 'type-graphql';
import { toPayload, type Payload } from '../../../shared/graphql/payload.ts';
import { CountryCodeScalar } from '../../../shared/graphql/scalars.ts';
import { requirePermission } from '../../../shared/graphql/signed-in.ts';
import { UserError } from '../../../shared/graphql/user-errors.ts';
import type { CatalogContext } from '../../context.ts';
import { refreshPromotions } from '../../services/promotions/refresh-promotions.ts';
import { RefreshPromotionsInput } from './inputs.ts';

@ObjectType('RefreshPromotionsPayload', { description: 'The result of `refreshPromotions`.' })
class RefreshPromotionsPayload {
  @Field(() => [CountryCodeScalar], {
    nullable: true,
    description: 'The countries whose promotions are being read. Null when the call was refused.',
  })
  @Directive('@listSize(assumedSize: 50)')
  markets?: readonly string[];

  @Field(() => [UserError], { description: 'The reasons for refusing the call, each with a remedy. Empty on success.' })
  userErrors!: readonly UserError[];
}

@Resolver()
export class PromotionMutations {
  @Mutation(() => RefreshPromotionsPayload, {
    description:
      'Has the promotions read from the vendor now, as every night and after each import of a price list. Returns at ' +
      'once; within seconds `promotions` of a plan shows what the vendor has. Needs the permission MANAGE_CATALOG in ' +
      'the provider.',
  })
  async refreshPromotions(
    @Arg('input', () => RefreshPromotionsInput, { description: 'Which promotions are read.' })
    { market }: RefreshPromotionsInput,
    @Ctx() context: CatalogContext,
  ): Promise<Payload<{ readonly markets: readonly string[] }>> {
    const signedIn = requirePermission(context, 'MANAGE_CATALOG');
    return toPayload(await refreshPromotions(signedIn, market ?? undefined), 'markets');
  }
}
