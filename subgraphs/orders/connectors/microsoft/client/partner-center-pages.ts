import { PartnerCenterError } from './partner-center-errors.ts';

/** Where a page of a collection is found. Each page says where the next one is. */
export interface NextPage {
  readonly path: string;
  /** Sent in the header `MS-ContinuationToken`; undefined on the first page. */
  readonly continuationToken: string | undefined;
}

/** One page of a collection. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Undefined on the last page. */
  readonly next: NextPage | undefined;
}

/** More pages than the largest provider needs; protects against a collection whose links never end. */
const MAX_PAGES = 1_000;

/**
 * Reads all pages of a collection, because Microsoft cannot filter relationships by partner. Rejects with a
 * `PartnerCenterError` when a page cannot be read or when there are too many pages.
 */
export async function readAllPages<T>(
  operation: string,
  first: NextPage,
  read: (page: NextPage) => Promise<Page<T>>,
): Promise<readonly T[]> {
  const items: T[] = [];
  let page: NextPage | undefined = first;
  for (let count = 0; page !== undefined; count += 1) {
    if (count === MAX_PAGES) {
      throw new PartnerCenterError(operation, { kind: 'unavailable', reason: `more than ${MAX_PAGES} pages` });
    }
    const answer: Page<T> = await read(page);
    items.push(...answer.items);
    page = answer.next;
  }
  return items;
}
