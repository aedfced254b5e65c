import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ImportFault } from '../../errors.ts';
import { unzipSheet } from './unzip-sheet.ts';

/** How much a packed file may contain. A few bytes can unpack to more than any disk or memory has. */
export interface UnpackLimits {
  /** Bytes of the sheet that is packed. */
  readonly maxBytes: number;
  /** Bytes of the sheet for each packed byte, once the sheet is longer than `RATIO_FROM_BYTES`. */
  readonly maxRatio: number;
}

const GIB = 1024 ** 3;

/** Far above real sheets: one market has about 100 MB, and packing makes it thirty to sixty times smaller. */
export const DEFAULT_UNPACK_LIMITS: UnpackLimits = { maxBytes: 2 * GIB, maxRatio: 250 };

/** Short files may pack as well as they like. */
const RATIO_FROM_BYTES = 8 * 1024 ** 2;

const MAGIC_BYTES = 8;
const DAMAGED_GZIP = 'The gzip file is damaged or cut off; fetch it again.';
const WORKBOOK = 'The file is an Excel workbook; save the sheet as "CSV UTF-8" and import that.';

/** Makes a check of how much a packed file has unpacked to so far. It throws an ImportFault above the limits. */
export function createUnpackCheck({ maxBytes, maxRatio }: UnpackLimits): (packed: number, unpacked: number) => void {
  return (packed, unpacked) => {
    if (unpacked > maxBytes) {
      throw new ImportFault(`The packed file contains more than ${maxBytes} bytes, which no price sheet has.`);
    }
    if (unpacked > RATIO_FROM_BYTES && unpacked > maxRatio * packed) {
      throw new ImportFault(
        `The packed file contains more than ${maxRatio} times its own size, which no price sheet does.`,
      );
    }
  };
}

/**
 * Unpacks a file that is packed with gzip or zip, and passes any other on as it is. The first bytes tell them apart,
 * whatever the file is called. Throws an ImportFault for a file that is damaged, or contains more than the limits allow.
 */
export async function* unpackSheet(bytes: AsyncIterable<Uint8Array>, limits: UnpackLimits): AsyncGenerator<Uint8Array> {
  const source = bytes[Symbol.asyncIterator]();
  const start = await readStart(source);
  const whole = continued(start, source);
  if (startsWith(start, [0x1f, 0x8b])) yield* gunzip(whole, limits);
  else if (startsWith(start, [0x50, 0x4b, 3, 4]) || startsWith(start, [0x50, 0x4b, 5, 6])) {
    yield* unzipSheet(whole, createUnpackCheck(limits));
  } else if (startsWith(start, [0xd0, 0xcf, 0x11, 0xe0])) {
    await source.return?.();
    throw new ImportFault(WORKBOOK);
  } else yield* whole;
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}

async function readStart(source: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let start = Buffer.alloc(0);
  while (start.length < MAGIC_BYTES) {
    const next = await source.next();
    if (next.done === true) break;
    start = Buffer.concat([start, next.value]);
  }
  return start;
}

async function* continued(start: Uint8Array, source: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (start.length > 0) yield start;
  yield* { [Symbol.asyncIterator]: () => source };
}

async function* gunzip(bytes: AsyncIterable<Uint8Array>, limits: UnpackLimits): AsyncGenerator<Uint8Array> {
  const check = createUnpackCheck(limits);
  const unpacking = createGunzip({ chunkSize: 64 * 1024 });
  pipeline(Readable.from(bytes), unpacking, () => undefined);
  let unpacked = 0;
  try {
    for await (const chunk of unpacking as AsyncIterable<Uint8Array>) {
      unpacked += chunk.length;
      check(unpacking.bytesWritten, unpacked);
      yield chunk;
    }
  } catch (error) {
    throw isZlibFault(error) ? new ImportFault(DAMAGED_GZIP) : error;
  }
}

/** Whether an error is one of the data: their codes are `Z_DATA_ERROR`, `Z_BUF_ERROR`, … */
export function isZlibFault(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_');
}
