import type { Id } from '../../../shared/domain/ids.ts';
import type { CatalogDeps } from '../../context.ts';

/** Whose price list a file is, and of what. */
export interface PriceListOf {
  readonly accountId: Id<'acc'>;
  /** The account's place when the link was made: after a move it leads nowhere. */
  readonly path: string;
  readonly market: string;
  readonly currency: string;
  readonly vendorId: Id<'ven'> | undefined;
}

type SealingDeps = Pick<CatalogDeps, 'config' | 'now'>;

/** The folder of files at the gateway. */
export const FILES = '/files/';

/** How long a link leads to its file. */
export const LINK_SECONDS = 3_600;

/** Links of all accounts have one length, however deep in the tree they are. */
const BLOCK_BYTES = 1_024;

interface SealedLink {
  readonly kind: 'price-list';
  readonly expiresAtMs: number;
  readonly of: PriceListOf;
}

/**
 * The address of a price list for an hour: whoever has it can read the file, and nobody can make or change one. It is sealed, so
 * that the places of accounts are not in it.
 */
export function priceListLink({ config, now }: SealingDeps, of: PriceListOf): string {
  const link: SealedLink = { kind: 'price-list', expiresAtMs: now().getTime() + LINK_SECONDS * 1_000, of };
  const sealed = config.sealer.sealPadded(JSON.stringify(link), BLOCK_BYTES);
  return new URL(`${FILES}${sealed.replaceAll('+', '-').replaceAll('/', '_')}`, config.publicUrl).href;
}

/** What a link leads to; undefined when it is over, was changed, or is none. */
export function openPriceListLink({ config, now }: SealingDeps, path: string): PriceListOf | undefined {
  try {
    // Both alphabets of base64 are read.
    const link = JSON.parse(config.sealer.open(path.slice(FILES.length))) as SealedLink;
    return link.kind === 'price-list' && link.expiresAtMs > now().getTime() ? link.of : undefined;
  } catch {
    return undefined;
  }
}
