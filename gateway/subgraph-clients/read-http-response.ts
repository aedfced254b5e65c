import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, zstdDecompress } from 'node:zlib';
import { parseResponse } from './parse-response.ts';
import type { SubgraphResponse } from './subgraph-client.ts';
import { NotBegun, SubgraphFailure } from './subgraph-client.ts';

/** An HTTP response as it was received. */
export interface HttpResponse {
  readonly statusCode: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/**
 * Our subgraphs say in this header that they are going away (`draining`) or have too much to do (`overloaded`). With
 * status 503 it means that nothing of the request was begun.
 */
const AVAILABILITY_HEADER = 'x-tiergraph-availability';

/** Whether a subgraph says that it is going away. */
export function isDraining({ headers }: Pick<HttpResponse, 'headers'>): boolean {
  return headers[AVAILABILITY_HEADER] === 'draining';
}

/** @throws {NotBegun} when the response says that nothing of the request was begun */
function refuseNotBegun({ statusCode, headers }: HttpResponse): void {
  const why = headers[AVAILABILITY_HEADER];
  if (statusCode !== 503 || (why !== 'draining' && why !== 'overloaded')) return;
  throw new NotBegun(why, `Status 503: the subgraph is ${why}`, { statusCode });
}

/**
 * Reads the GraphQL response in an HTTP response. A GraphQL response counts whatever the status is; with any other body
 * the status decides.
 *
 * @throws {NotBegun} when the subgraph says that it has not begun with the request
 * @throws {SubgraphFailure} of kind `unavailable` for a 5xx, else `bad-response`. It says what was received, but
 * nothing of the body.
 */
export function readHttpResponse(response: HttpResponse): SubgraphResponse {
  refuseNotBegun(response);
  const { statusCode, headers, body } = response;
  try {
    return parseResponse(body.toString());
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const redirected = statusCode >= 300 && statusCode < 400 ? ', a redirect, which is not followed' : '';
    const type = headers['content-type'] === undefined ? '' : ` (${String(headers['content-type'])})`;
    const kind = statusCode >= 500 ? 'unavailable' : 'bad-response';
    throw new SubgraphFailure(kind, `Status ${statusCode}${redirected}: ${reason}${type}`, { statusCode });
  }
}

/** Whether a response is compressed. graphql-sse sets `none` on its streams. */
export function isCompressed({ headers }: Pick<HttpResponse, 'headers'>): boolean {
  const encoding = headers['content-encoding'];
  return encoding !== undefined && encoding !== 'identity' && encoding !== 'none';
}

type Decompress = (body: Buffer, options: { readonly maxOutputLength: number }) => Promise<Buffer>;

const decompressors: ReadonlyMap<unknown, Decompress> = new Map<unknown, Decompress>([
  ['gzip', promisify(gunzip)],
  ['x-gzip', promisify(gunzip)],
  ['deflate', promisify(inflate)],
  ['br', promisify(brotliDecompress)],
  ['zstd', promisify(zstdDecompress)],
]);

/**
 * Decompresses a response: the gateway sends no `accept-encoding`, which allows any encoding (RFC 9110, 12.5.3).
 *
 * @throws {SubgraphFailure} when the encoding is unknown, the body does not have it, or the content is too large
 */
export async function decompressed(response: HttpResponse, maxBytes: number): Promise<HttpResponse> {
  const encoding = String(response.headers['content-encoding']).toLowerCase();
  const decompress = decompressors.get(encoding);
  if (decompress === undefined) {
    throw new SubgraphFailure('bad-response', `The response has an unknown encoding (${encoding})`);
  }
  try {
    return { ...response, body: await decompress(response.body, { maxOutputLength: maxBytes }) };
  } catch (error) {
    const isTooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    const detail = isTooLarge ? 'The response is too large' : `The response is not compressed as it says (${encoding})`;
    throw new SubgraphFailure('bad-response', detail, { cause: error });
  }
}
