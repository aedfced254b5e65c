import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { payloadType, toFlatPayload, type Payload } from '../../../shared/graphql/payload.ts';
import { requirePermission } from '../../../shared/graphql/signed-in.ts';
import type { CatalogContext } from '../../context.ts';
import { setMargin } from '../../services/prices/set-margin.ts';
import { SetMarginInput } from './inputs.ts';
import { readMarginChange } from './read-inputs.ts';

const SetMarginPayload = payloadType('SetMargin', 'The result of `setMargin`: whether the rule was set or removed.');

@Resolver()
export class PriceMutations {
  @Mutation(() => SetMarginPayload, {
    description:
      'Sets, replaces or removes a margin rule: the percentage that a seller adds to its cost when it sells to its ' +
      'direct children. Needs the permission MANAGE_PRICES.',
  })
  async setMargin(
    @Arg('input', () => SetMarginInput, { description: 'The rule, and its percentage.' }) input: SetMarginInput,
    @Ctx() context: CatalogContext,
  ): Promise<Payload<object>> {
    return toFlatPayload(await setMargin(requirePermission(context, 'MANAGE_PRICES'), readMarginChange(input)));
  }
}
