import type { AccountsContext } from '../../context.ts';
import { SIGN_IN } from '../../rules/single-sign-on/portal.ts';

/** What people need to know of a provider. */
export interface ListedProvider {
  readonly id: string;
  readonly name: string;
  readonly signInUrl: string;
}

/** The configured providers, in their order. */
export function listIdentityProviders({ deps: { config, openId } }: AccountsContext): readonly ListedProvider[] {
  return openId.listed.map(({ id, name }) => {
    const url = new URL(SIGN_IN, config.publicUrl);
    url.searchParams.set('provider', id);
    return { id, name, signInUrl: url.href };
  });
}
