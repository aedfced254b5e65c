import { readId, readOptionalId } from '../../../shared/domain/ids.ts';
import { readPage, unknownCursor } from '../../../shared/graphql/connection.ts';
import type { AddressInput, ContactInput } from '../../../shared/graphql/customer-inputs.ts';
import type { Address, Contact } from '../../rules/hierarchy/account-details.ts';
import { cursorParts, isCursorOf, type AccountsQuery } from '../../services/hierarchy/find-accounts.ts';
import type { AccountUpdate } from '../../services/hierarchy/update-account.ts';
import type { ChildrenRequest } from '../../services/hierarchy/visible-accounts.ts';
import type { AccountsArgs, ChildrenArgs, UpdateAccountInput } from './inputs.ts';

/** Reads an address as it was typed in. */
export function readAddress({ line1, line2, city, region, postalCode, country }: AddressInput): Address {
  return {
    line1,
    line2: line2 ?? undefined,
    city,
    region: region ?? undefined,
    postalCode: postalCode ?? undefined,
    country,
  };
}

/** Reads a contact as it was typed in. */
export function readContact({ firstName, lastName, email, phone }: ContactInput): Contact {
  return { firstName, lastName, email, phone: phone ?? undefined };
}

/** Reads the changes to an account. Only an external id and a tax id can be removed; another null leaves the value as it is. */
export function readUpdateAccount(input: UpdateAccountInput): AccountUpdate {
  const { address, contact } = input;
  return {
    accountId: readId('acc', input.accountId),
    changes: {
      name: input.name ?? undefined,
      address: address ? readAddress(address) : undefined,
      contact: contact ? readContact(contact) : undefined,
      externalId: input.externalId,
      billingContact: input.billingContact ? readContact(input.billingContact) : undefined,
      technicalContact: input.technicalContact ? readContact(input.technicalContact) : undefined,
      taxId: input.taxId,
      language: input.language ?? undefined,
      currency: input.currency ?? undefined,
      requiresSecondFactor: input.requireSecondFactor ?? undefined,
      priceChangeMails: input.priceChangeMails ?? undefined,
    },
  };
}

/** Reads which accounts to list. Throws BAD_USER_INPUT for a page that is not one of this list. */
export function readAccountsQuery(args: AccountsArgs): AccountsQuery {
  const { filter } = args;
  const sort = args.sort ?? 'CREATED_AT_DESC';
  const query = {
    root: readOptionalId('acc', args.root),
    search: filter?.search ?? undefined,
    type: filter?.type ?? undefined,
    statuses: filter?.status ?? undefined,
    externalId: filter?.externalId ?? undefined,
    email: filter?.email ?? undefined,
    sort,
    page: readPage(args, cursorParts(sort)),
  };
  if (!isCursorOf(query)) throw unknownCursor();
  return query;
}

/** Reads which accounts below another to list. Throws BAD_USER_INPUT for a page that is not one of this list. */
export function readChildren(args: ChildrenArgs): ChildrenRequest {
  return { type: args.type ?? undefined, page: readPage(args) };
}
