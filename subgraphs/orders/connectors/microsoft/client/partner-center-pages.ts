import { PartnerCenterError } from './partner-center-errors.ts';

/** The way to the next page of a collection, as the page before names it. */
export interface NextPage {
  readonly path: string;
  /** Sent back as `MS-ContinuationToken`. */
  readonly continuationToken: string | undefined;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Undefined on the last page. */
  readonly next: NextPage | undefined;
}

/** More than the vendor's largest provider has; a collection that never ends must end somewhere. */
const MAX_PAGES = 1_000;

/**
 * Reads a collection to its end, since the vendor has no filter by partner. Rejects with a `PartnerCenterError` where a
 * page can't be read, or there are more than can be.
 */
export async function readAllPages<T>(
  operation: string,
  first: string,
  read: (page: NextPage) => Promise<Page<T>>,
): Promise<readonly T[]> {
  const items: T[] = [];
  let page: NextPage | undefined = { path: first, continuationToken: undefined };
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
