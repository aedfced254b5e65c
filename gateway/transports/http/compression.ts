import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** The ways of compressing that are spoken, the better one first. */
export type Encoding = 'br' | 'gzip';

/** Below this a compressed answer is hardly smaller, and costs more than it saves. */
const MIN_BYTES = 1_024;
/** Fast ones: an answer is made once and read once. */
const [BROTLI_QUALITY, GZIP_LEVEL] = [4, 4];

const [brotli, zip] = [promisify(brotliCompress), promisify(gzip)];

/**
 * The best encoding that a client takes.
 *
 * @param accepted the header `accept-encoding`
 * @returns nothing when it takes none of ours
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

/** A body as it is sent, and the headers that say so. */
export interface SentBody {
  readonly body: string | Buffer;
  readonly headers: Readonly<Record<string, string | number>>;
}

/** How an answer is worth being compressed for a client; nothing where it is not, or the client takes none of ours. */
export function encodingFor(text: string, accepted: string | string[] | undefined): Encoding | undefined {
  return text.length < MIN_BYTES ? undefined : acceptedEncoding(accepted);
}

/** An answer that is not compressed. */
export function asItIs(text: string): SentBody {
  return { body: text, headers: { 'content-length': Buffer.byteLength(text) } };
}

/**
 * Compresses an answer. Each is compressed for itself: nothing of one caller's is ever in the same stream as another's.
 */
export async function compressed(text: string, encoding: Encoding): Promise<SentBody> {
  const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: text.length };
  const body = encoding === 'br' ? await brotli(text, { params }) : await zip(text, { level: GZIP_LEVEL });
  return { body, headers: { 'content-length': body.length, 'content-encoding': encoding } };
}
