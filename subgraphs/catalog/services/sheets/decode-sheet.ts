import { ImportFault } from '../../errors.ts';

const NOT_UTF8 = 'The file is not text in UTF-8; save the sheet as "CSV UTF-8" and import it again.';
const NOT_MARKED = 'The file is UTF-16 without a byte order mark; save the sheet as "CSV UTF-8" and import it again.';
const DAMAGED_UTF16 = 'The file is damaged: it is not UTF-16, as its byte order mark says.';

const MARK_BYTES = 2;

/** A decoder, and the fault of bytes that it cannot decode. */
interface Encoding {
  readonly decoder: TextDecoder;
  readonly fault: string;
}

/**
 * Decodes a file as a stream: UTF-8 with or without a byte order mark, and UTF-16 with one. The mark is not part of the
 * text. Throws an ImportFault, with the cure, for any other encoding.
 */
export async function* decodeSheet(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let start: Buffer | undefined = Buffer.alloc(0);
  let encoding: Encoding | undefined;
  for await (const chunk of bytes) {
    const content: Uint8Array = start === undefined ? chunk : Buffer.concat([start, chunk]);
    if (encoding === undefined && content.length < MARK_BYTES) {
      start = Buffer.from(content);
      continue;
    }
    start = undefined;
    encoding ??= encodingOf(content);
    yield decodeWith(encoding, content);
  }
  encoding ??= utf8();
  yield decodeWith(encoding, start, true);
}

function encodingOf([first, second]: Uint8Array): Encoding {
  if (first === 0xff && second === 0xfe) return utf16('utf-16le');
  if (first === 0xfe && second === 0xff) return utf16('utf-16be');
  // No sheet begins with the character NUL, but half of the bytes of Latin letters in UTF-16 are that.
  if (first === 0 || second === 0) throw new ImportFault(NOT_MARKED);
  return utf8();
}

function utf8(): Encoding {
  return { decoder: new TextDecoder('utf-8', { fatal: true }), fault: NOT_UTF8 };
}

function utf16(label: 'utf-16le' | 'utf-16be'): Encoding {
  return { decoder: new TextDecoder(label, { fatal: true }), fault: DAMAGED_UTF16 };
}

function decodeWith({ decoder, fault }: Encoding, bytes: Uint8Array | undefined, isEnd = false): string {
  try {
    return decoder.decode(bytes, { stream: !isEnd });
  } catch {
    throw new ImportFault(fault);
  }
}
