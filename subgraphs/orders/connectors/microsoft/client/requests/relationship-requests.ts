import { list, object, optional, optionalText, text, UnexpectedAnswer } from '../partner-center-fields.ts';
import type { NextPage, Page } from '../partner-center-pages.ts';
import type { PartnerCenterRequest } from '../partner-center-transport.ts';
import type { PartnerRelationship } from '../partner-center-types.ts';
import { customerPath } from './customer-path.ts';

/** Reads the link with which a tenant accepts the provider. */
export function getInvitationUrl(): PartnerCenterRequest<string> {
  return {
    operation: 'getInvitationUrl',
    method: 'GET',
    path: '/v1/customers/relationshiprequests',
    parse: (body) => text(object(body, 'relationshipRequest'), 'url'),
  };
}

/** A list of relationships that is read page by page. */
export interface RelationshipPages {
  readonly operation: string;
  readonly first: NextPage;
  readonly requestPage: (page: NextPage) => PartnerCenterRequest<Page<PartnerRelationship>>;
}

/** Lists the provider's indirect resellers. */
export function listResellers(): RelationshipPages {
  return relationshipPages('listResellers', '/v1/relationships?relationship_type=IsIndirectCloudSolutionProviderOf');
}

/** Lists the indirect resellers of a customer. */
export function listResellersOf(customerId: string): RelationshipPages {
  return relationshipPages('listResellersOf', `${customerPath(customerId)}/relationships`);
}

function relationshipPages(operation: string, path: string): RelationshipPages {
  return {
    operation,
    first: { path, continuationToken: undefined },
    requestPage: (page) => ({ operation, method: 'GET', ...page, parse: parseRelationshipPage }),
  };
}

function parseRelationshipPage(body: unknown): Page<PartnerRelationship> {
  const from = object(body, 'answer');
  return { items: list(from['items'], 'items', parseRelationship), next: optional(from, 'links', parseNextPage) };
}

function parseRelationship(item: unknown): PartnerRelationship {
  const from = object(item, 'relationship');
  const state = optionalText(from, 'state')?.toLowerCase();
  return {
    tenantId: text(from, 'id').toLowerCase(),
    name: optionalText(from, 'name'),
    mpnId: optionalText(from, 'mpnId'),
    // The resellers of a customer come without a state: whatever is in that list is active.
    isActive: state === undefined || state === 'active',
  };
}

/** Reads `links.next`, whose address lacks the API's version. An address on another host is not Microsoft's. */
function parseNextPage(links: unknown): NextPage | undefined {
  return optional(object(links, 'links'), 'next', (next) => {
    const from = object(next, 'next');
    const uri = text(from, 'uri');
    if (!/^\/(?!\/)/.test(uri)) throw new UnexpectedAnswer('next.uri is not a path');
    return {
      path: uri.startsWith('/v1/') ? uri : `/v1${uri}`,
      continuationToken: optional(from, 'headers', parseContinuationToken),
    };
  });
}

function parseContinuationToken(headers: unknown): string | undefined {
  const token = list(headers, 'next.headers', (header) => object(header, 'header')).find(
    (header) => optionalText(header, 'key')?.toLowerCase() === 'ms-continuationtoken',
  );
  return token === undefined ? undefined : text(token, 'value');
}
