import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { readMapping, type PriceListMapping } from '../../rules/sheets/mapped/price-list-mapping.ts';

/** How to read the price lists of a vendor with a layout of its own, as its file says. */
export interface VendorMapping extends PriceListMapping {
  /** Of the file: a sheet that is read in another way is another one. */
  readonly sha256: string;
}

/** What is found for a vendor: a mapping, none, or one with faults, each a sentence that names the file and the place. */
export type FoundMapping =
  | { readonly kind: 'found'; readonly mapping: VendorMapping }
  | { readonly kind: 'none' }
  | { readonly kind: 'faulty'; readonly faults: readonly string[] };

/** Far above any mapping: a thousand products in fifty parameters. */
const MAX_FILE_BYTES = 1_000_000;
const MAX_FAULTS = 20;

/** The name of the file with the mapping of a vendor: `Fernhill Software` has `fernhill-software.json`. */
export function mappingFileOf(vendorName: string): string {
  const words =
    vendorName
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return `${words.join('-')}.json`;
}

/** Looks for the mapping of a vendor in the folder of mappings, each time anew: a file that was changed counts at once. */
export async function findMapping(mappingsDir: string, vendorName: string): Promise<FoundMapping> {
  const file = mappingFileOf(vendorName);
  const text = await readSmallFile(join(mappingsDir, file));
  if (text.kind === 'none') return text;
  const faulty = (faults: readonly string[]): FoundMapping => ({
    kind: 'faulty',
    faults: faults.slice(0, MAX_FAULTS).map((fault) => `${file}: ${fault}`),
  });
  if (text.kind === 'unreadable') return faulty([text.reason]);
  const json = parse(text.content);
  if ('fault' in json) return faulty([json.fault]);
  const reading = readMapping(json.value);
  if ('faults' in reading) return faulty(reading.faults);
  const { mapping } = reading;
  if (mappingFileOf(mapping.vendor) !== file) return faulty([`vendor is another one: "${mapping.vendor}".`]);
  const sha256 = createHash('sha256').update(text.content).digest('hex');
  return { kind: 'found', mapping: { ...mapping, sha256 } };
}

type SmallFile =
  | { readonly kind: 'read'; readonly content: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'unreadable'; readonly reason: string };

async function readSmallFile(path: string): Promise<SmallFile> {
  try {
    const handle = await open(path);
    try {
      const stats = await handle.stat();
      if (!stats.isFile()) return { kind: 'unreadable', reason: 'It is no file.' };
      if (stats.size > MAX_FILE_BYTES) return { kind: 'unreadable', reason: 'It has more than a megabyte.' };
      return { kind: 'read', content: await handle.readFile('utf8') };
    } finally {
      await handle.close();
    }
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    // A name that is too long for a file is that of a vendor without one.
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG') return { kind: 'none' };
    return { kind: 'unreadable', reason: `It cannot be read (${code}).` };
  }
}

function parse(text: string): { readonly value: unknown } | { readonly fault: string } {
  try {
    return { value: JSON.parse(text.replace(/^\u{FEFF}/u, '')) };
  } catch (error) {
    return { fault: `It is not JSON: ${error instanceof Error ? error.message : 'unreadable'}.` };
  }
}
