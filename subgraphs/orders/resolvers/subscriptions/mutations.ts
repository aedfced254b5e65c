import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { readId } from '../../../shared/domain/ids.ts';
import { payloadType, toFlatPayload, type Payload } from '../../../shared/graphql/payload.ts';
import { requirePermission } from '../../../shared/graphql/signed-in.ts';
import type { OrdersContext } from '../../context.ts';
import { revealCredentials, type RevealedCredentials } from '../../services/subscriptions/reveal-credentials.ts';
import { RevealCredentialsInput } from './inputs.ts';

const RevealCredentialsPayload = payloadType(
  'RevealCredentials',
  "The credentials of a new tenant's first administrator, or the reasons why they are not revealed.",
  {
    userId: { type: () => String, description: 'The user id with which the administrator signs in at the vendor.' },
    temporaryPassword: {
      type: () => String,
      description: 'The temporary password. It is shown only once: it cannot be revealed again.',
    },
  },
);

@Resolver()
export class SubscriptionMutations {
  @Mutation(() => RevealCredentialsPayload, {
    description:
      "Reveals the user id and the temporary password of a new tenant's administrator, once. The audit log records it. Needs the permission VIEW_CREDENTIALS.",
  })
  async revealCredentials(
    @Arg('input', () => RevealCredentialsInput, {
      description: 'The subscription whose tenant credentials to reveal.',
    })
    { subscriptionId }: RevealCredentialsInput,
    @Ctx() context: OrdersContext,
  ): Promise<Payload<RevealedCredentials>> {
    const viewing = requirePermission(context, 'VIEW_CREDENTIALS');
    return toFlatPayload(await revealCredentials(viewing, readId('sub', subscriptionId)));
  }
}
