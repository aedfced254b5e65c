import { Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import type { OwnText } from '../../../shared/mail/own-text.ts';
import type { AccountsContext } from '../../context.ts';
import type { AccountRow } from '../../entities/account.ts';
import { shownBranding, type ShownBranding } from '../../rules/branding/branding.ts';
import { ProviderType, ResellerType } from '../hierarchy/types.ts';
import { BrandingType, MailTextType } from './types.ts';

const BRANDING = 'How this seller presents itself to its customers.';

@Resolver(() => ProviderType)
export class ProviderBranding {
  @FieldResolver(() => BrandingType, { description: BRANDING })
  branding(@Root() account: AccountRow): ShownBranding {
    return shownBranding(account);
  }
}

@Resolver(() => ResellerType)
export class ResellerBranding {
  @FieldResolver(() => BrandingType, { description: BRANDING })
  branding(@Root() account: AccountRow): ShownBranding {
    return shownBranding(account);
  }
}

@Resolver(() => BrandingType)
export class BrandingFields {
  @Directive('@listSize(assumedSize: 10)')
  @FieldResolver(() => [MailTextType], {
    description:
      'The mails that the seller has worded itself, by mail and language. All others are in the words of the platform.',
  })
  async texts(@Root() { accountId }: ShownBranding, @Ctx() { loaders }: AccountsContext): Promise<readonly OwnText[]> {
    return (await loaders.mailTexts.load(accountId))?.texts ?? [];
  }
}
