import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** The supported encodings, the better one first. */
export type Encoding = 'br' | 'gzip';

/** A smaller response hardly gets smaller by compression, which costs more than it saves. */
const MIN_BYTES = 1_024;
/** Fast levels, because a response is compressed once and read once. */
const [BROTLI_QUALITY, GZIP_LEVEL] = [4, 4];

const [brotli, zip] = [promisify(brotliCompress), promisify(gzip)];

/**
 * Chooses the best encoding that a client accepts.
 *
 * @param accepted the header `accept-encoding`
 * @returns undefined when the client accepts none of the supported ones
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3
 */
export function acceptedEncoding(accepted: string | string[] | undefined): Encoding | undefined {
  if (accepted === undefined) return undefined;
  const weights = new Map<string, number>();
  for (const item of String(accepted).toLowerCase().split(',')) {
    const [name = '', ...parameters] = item.split(';').map((part) => part.trim());
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    weights.set(name, weight === undefined ? 1 : Number(weight));
  }
  const any = weights.get('*') ?? 0;
  const candidates = (['br', 'gzip'] as const).map((name) => ({ name, weight: weights.get(name) ?? any }));
  const [best] = candidates.filter(({ weight }) => weight > 0).toSorted((left, right) => right.weight - left.weight);
  return best?.name;
}

/** A body as it is sent, and the headers that describe it. */
export interface SentBody {
  readonly body: string | Buffer;
  readonly headers: Readonly<Record<string, string | number>>;
}

/** The encoding for a response; undefined when it is too small or the client accepts no supported encoding. */
export function encodingFor(text: string, accepted: string | string[] | undefined): Encoding | undefined {
  return text.length < MIN_BYTES ? undefined : acceptedEncoding(accepted);
}

/** A response that is not compressed. */
export function uncompressed(text: string): SentBody {
  return { body: text, headers: { 'content-length': Buffer.byteLength(text) } };
}

/**
 * Compresses a response. Each response is compressed separately, so data of two callers is never in the same stream.
 */
export async function compressed(text: string, encoding: Encoding): Promise<SentBody> {
  const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: text.length };
  const body = encoding === 'br' ? await brotli(text, { params }) : await zip(text, { level: GZIP_LEVEL });
  return { body, headers: { 'content-length': body.length, 'content-encoding': encoding } };
}
