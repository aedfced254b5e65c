import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, sep } from 'node:path';
import { done, refusal, refused, type Outcome } from '../../../shared/domain/refusal.ts';
import { createFetch } from '../../../shared/process/outbound-fetch.ts';
import type { CatalogConfig } from '../../config.ts';
import { ImportFault } from '../../errors.ts';

/** Where a sheet can be read. */
export type SheetLocation =
  { readonly kind: 'file'; readonly path: string } | { readonly kind: 'http'; readonly url: URL };

const PATH = ['source'];
const FETCH_TIMEOUT_MS = 600_000;

/**
 * Locates the sheet that an administrator named: by a path below the import folder, or by an address on an allowed host.
 * Refuses a path that leads outside the folder, and a file that does not exist.
 */
export function locateSheet(config: CatalogConfig, source: string): Promise<Outcome<SheetLocation>> {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(source)
    ? Promise.resolve(locateAddress(config, source))
    : locateFile(config.importDir, source);
}

function locateAddress({ importHosts }: CatalogConfig, source: string): Outcome<SheetLocation> {
  const url = URL.canParse(source) ? new URL(source) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol) || url.username !== '') {
    return refused(
      refusal('INVALID', 'An address must begin with https:// or http:// and must not contain credentials.', {
        path: PATH,
      }),
    );
  }
  if (importHosts.has(url.host) || importHosts.has(url.hostname)) return done({ kind: 'http', url });
  return refused(
    refusal('NOT_ALLOWED', `Sheets may not be fetched from ${url.host}.`, {
      path: PATH,
      remedies: [
        { description: 'Put the file into the import folder and give its path below that folder.' },
        { description: 'Or ask the operator to add the host to IMPORT_ALLOWED_HOSTS.' },
      ],
    }),
  );
}

async function locateFile(importDir: string, source: string): Promise<Outcome<SheetLocation>> {
  const parts = source.split(/[/\\]/);
  if (
    source.trim() === '' ||
    source.includes('\0') ||
    isAbsolute(source) ||
    /^[a-z]:/i.test(source) ||
    parts[0] === ''
  ) {
    return refused(
      refusal('INVALID', 'The source must be the path of a file below the import folder.', { path: PATH }),
    );
  }
  if (parts.includes('..')) return refused(outside());
  const root = await realpath(importDir).catch(() => undefined);
  const path = root === undefined ? undefined : await realpath(join(root, ...parts)).catch(() => undefined);
  if (root === undefined || path === undefined) {
    return refused(
      refusal('NOT_FOUND', `There is no file ${source} in the import folder.`, {
        path: PATH,
        remedies: [{ description: 'Put the file into the import folder: IMPORT_DIR, or data/import by default.' }],
      }),
    );
  }
  if (!path.startsWith(root + sep)) return refused(outside());
  if (!(await stat(path)).isFile()) return refused(refusal('INVALID', `${source} is not a file.`, { path: PATH }));
  return done({ kind: 'file', path });
}

function outside() {
  return refusal('INVALID', 'The path leads outside the import folder.', { path: PATH });
}

/** Opens a sheet for reading. Rejects with an ImportFault when it can't be read. */
export async function openSheet(location: SheetLocation): Promise<AsyncIterable<Uint8Array>> {
  if (location.kind === 'file') return readFileBytes(location.path);
  const { url } = location;
  const response = await createFetch()(url, { redirect: 'error', signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) }).catch(
    () => {
      throw new ImportFault(`${url.host} does not respond, or redirects to another address.`);
    },
  );
  if (!response.ok || response.body === null) {
    await response.body?.cancel();
    throw new ImportFault(`${url.host} responded with status ${response.status} instead of the file.`);
  }
  return response.body;
}

async function* readFileBytes(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path) as AsyncIterable<Uint8Array>;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new ImportFault(`The file cannot be read (${code}).`);
  }
}
