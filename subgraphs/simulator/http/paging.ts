import { invalidInput } from './refusal.ts';
import type { Outcome, RouteRequest } from './route-types.ts';

/** Small, so that callers rarely find on the first page what they look for. */
const PAGE_SIZE = 5;

/**
 * One page of a collection, with the vendor's way of continuing: the link to the next page has `seekOperation=Next` in its
 * address and names the header to send with it (`links.next.headers`, `MS-ContinuationToken`).
 */
export function pageOf(request: RouteRequest, items: readonly Record<string, unknown>[]): Outcome {
  const offset = request.query.get('seekOperation') === 'Next' ? offsetOf(request.continuationToken) : 0;
  const end = offset + PAGE_SIZE;
  const next = end < items.length ? { next: linkTo(request, end) } : {};
  return {
    status: 200,
    body: {
      totalCount: items.length,
      items: items.slice(offset, end),
      links: { self: { uri: uriOf(request, request.query), method: 'GET', headers: [] }, ...next },
      attributes: { objectType: 'Collection' },
    },
  };
}

function linkTo(request: RouteRequest, offset: number): Record<string, unknown> {
  const query = new URLSearchParams(request.query);
  query.set('seekOperation', 'Next');
  const value = Buffer.from(`page:${offset}`).toString('base64url');
  return { uri: uriOf(request, query), method: 'GET', headers: [{ key: 'MS-ContinuationToken', value }] };
}

/** The address as the vendor writes it: without the version of the API. */
function uriOf({ path }: RouteRequest, query: URLSearchParams): string {
  const text = query.toString();
  return `${path.replace(/^\/v1/, '')}${text === '' ? '' : `?${text}`}`;
}

function offsetOf(token: string | null): number {
  const text = token === null ? undefined : Buffer.from(token, 'base64url').toString();
  const offset = Number((text && /^page:(\d+)$/.exec(text))?.[1] ?? Number.NaN);
  if (!Number.isSafeInteger(offset))
    throw invalidInput('seekOperation needs the continuation token of the page before.');
  return offset;
}
