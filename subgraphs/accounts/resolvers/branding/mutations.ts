import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { readId } from '../../../shared/domain/ids.ts';
import { payloadType, toFlatPayload, type Payload } from '../../../shared/graphql/payload.ts';
import { done } from '../../../shared/domain/refusal.ts';
import { requirePermission } from '../../../shared/graphql/signed-in.ts';
import type { AccountsContext } from '../../context.ts';
import { shownBranding, type ShownBranding } from '../../rules/branding/branding.ts';
import { updateBranding } from '../../services/branding/update-branding.ts';
import { UpdateBrandingInput } from './inputs.ts';
import { BrandingType } from './types.ts';

const UpdateBrandingPayload = payloadType('UpdateBranding', 'The branding, or the reasons for refusing its change.', {
  branding: { type: () => BrandingType, description: 'The branding after the change.' },
});

@Resolver()
export class BrandingMutations {
  @Mutation(() => UpdateBrandingPayload, {
    description:
      'Changes how a seller presents itself to its customers: in panels, and in every mail from the next one on. `renderMail` shows what a mail looks like. Needs the permission MANAGE_BRANDING.',
  })
  async updateBranding(
    @Arg('input', () => UpdateBrandingInput, { description: 'The seller and what changes.' })
    { accountId, texts, ...changes }: UpdateBrandingInput,
    @Ctx() context: AccountsContext,
  ): Promise<Payload<{ readonly branding: ShownBranding }>> {
    const permitted = requirePermission(context, 'MANAGE_BRANDING');
    const outcome = await updateBranding(permitted, { accountId: readId('acc', accountId), changes, texts });
    if (!outcome.ok) return { userErrors: outcome.errors };
    return toFlatPayload(done({ branding: shownBranding(outcome.value) }));
  }
}
