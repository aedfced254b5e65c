import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { readId } from '../../../shared/domain/ids.ts';
import { requirePermission } from '../../../shared/graphql/signed-in.ts';
import { MESSAGE_NAMES } from '../../../shared/mail/messages.ts';
import type { RenderedMail } from '../../../shared/mail/render-mail.ts';
import type { AccountsContext } from '../../context.ts';
import { renderSample } from '../../services/branding/render-sample.ts';
import { RenderedMailType } from './types.ts';

@Resolver()
export class BrandingQueries {
  @Query(() => RenderedMailType, {
    nullable: true,
    description:
      'Shows a mail with sample data, in the name of a seller: your own account, or a reseller below it. Null when there is no ' +
      'such mail, and for an account that you may not see. Needs the permission MANAGE_BRANDING.',
  })
  async renderMail(
    @Arg('mail', () => String, { description: `The name of the mail: ${MESSAGE_NAMES.join(', ')}.` }) mail: string,
    @Arg('accountId', () => ID, { description: 'The seller in whose name it is sent.' }) accountId: string,
    @Arg('language', () => String, {
      nullable: true,
      description: 'The language: en or de. English by default, and for any other.',
    })
    language: string | null | undefined,
    @Ctx() context: AccountsContext,
  ): Promise<RenderedMail | null> {
    const permitted = requirePermission(context, 'MANAGE_BRANDING');
    return await renderSample(permitted, { mail, accountId: readId('acc', accountId), language: language ?? 'en' });
  }
}
