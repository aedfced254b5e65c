import { FieldResolver, Resolver, Root } from 'type-graphql';
import type { AccountRow } from '../../entities/account.ts';
import { shownBranding, type ShownBranding } from '../../rules/branding/branding.ts';
import { ProviderType, ResellerType } from '../hierarchy/types.ts';
import { BrandingType } from './types.ts';

const BRANDING = 'How this seller presents itself to its customers.';

@Resolver(() => ProviderType)
export class ProviderBranding {
  @FieldResolver(() => BrandingType, { description: BRANDING })
  branding(@Root() { name, branding }: AccountRow): ShownBranding {
    return shownBranding(name, branding);
  }
}

@Resolver(() => ResellerType)
export class ResellerBranding {
  @FieldResolver(() => BrandingType, { description: BRANDING })
  branding(@Root() { name, branding }: AccountRow): ShownBranding {
    return shownBranding(name, branding);
  }
}
