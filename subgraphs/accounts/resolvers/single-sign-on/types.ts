import { Field, ID, ObjectType } from 'type-graphql';
import { UrlScalar } from '../../../shared/graphql/scalars.ts';

@ObjectType('IdentityProvider', {
  description: 'A place where users of the platform can sign in with an identity that they have already.',
})
export class IdentityProviderType {
  @Field(() => ID, { description: 'The short name of the provider, for example `entra`.' })
  id!: string;

  @Field(() => String, { description: 'The name to show on a button, for example `Contoso Entra ID`.' })
  name!: string;

  @Field(() => UrlScalar, {
    description:
      'Where the browser goes to sign in. Add `redirect_uri`, one of the addresses that are configured for portals, `state`, and ' +
      '`code_challenge` with `code_challenge_method=S256` (RFC 7636). It returns to `redirect_uri` with `state` and a `code` for ' +
      '`completeSignIn`. Without `provider` the page lists all of them, and asks for login and password.',
  })
  signInUrl!: string;
}
