import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { payloadType, toPayload, type Payload } from '../../../shared/graphql/payload.ts';
import { requirePermission } from '../../../shared/graphql/signed-in.ts';
import type { AccountsContext } from '../../context.ts';
import type { TermsRequestRow } from '../../entities/terms-request.ts';
import { decideTerms, requestTerms } from '../../services/terms/terms-requests.ts';
import { DecideTermsInput, RequestTermsInput } from './inputs.ts';
import { readDecideTerms, readRequestTerms } from './read-inputs.ts';
import { TermsRequestType } from './types.ts';

const TERMS_REQUEST = {
  termsRequest: { type: () => TermsRequestType, description: 'The request after the call.' },
};
const RequestTermsPayload = payloadType('RequestTerms', 'The request, or the reasons for refusing it.', TERMS_REQUEST);
const DecideTermsPayload = payloadType(
  'DecideTerms',
  'The decided request, or the reasons for refusing that.',
  TERMS_REQUEST,
);

@Resolver()
export class TermsMutations {
  @Mutation(() => RequestTermsPayload, {
    description:
      'Asks to pay by invoice. The account that sells to this one decides within 24 to 48 hours. Needs the permission MANAGE_ACCOUNTS.',
  })
  async requestTerms(
    @Arg('input', () => RequestTermsInput, { description: 'What you ask for.' }) input: RequestTermsInput,
    @Ctx() context: AccountsContext,
  ): Promise<Payload<{ readonly termsRequest: TermsRequestRow }>> {
    const permitted = requirePermission(context, 'MANAGE_ACCOUNTS');
    return toPayload(await requestTerms(permitted, readRequestTerms(input)), 'termsRequest');
  }

  @Mutation(() => DecideTermsPayload, {
    description:
      'Decides about the request of an account that buys from yours. The limit of an approval holds at once, also when it is lower than the one before: what is owed or reserved beyond it stays, and nothing more can be ordered. Needs the permission MANAGE_ACCOUNTS.',
  })
  async decideTerms(
    @Arg('input', () => DecideTermsInput, { description: 'What you decide, and for which request.' })
    input: DecideTermsInput,
    @Ctx() context: AccountsContext,
  ): Promise<Payload<{ readonly termsRequest: TermsRequestRow }>> {
    const permitted = requirePermission(context, 'MANAGE_ACCOUNTS');
    return toPayload(await decideTerms(permitted, readDecideTerms(input)), 'termsRequest');
  }
}
