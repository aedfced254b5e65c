import { crc32, deflateRawSync } from 'node:zlib';

/** A file of an archive. */
export interface ArchivedFile {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** Stored as it is instead of packed. */
  readonly isStored?: boolean;
  readonly isEncrypted?: boolean;
  /** What the archive says of the content, when that is not true. */
  readonly claimed?: { readonly crc32?: number; readonly bytes?: number };
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;

/** Writes a zip archive (version 6.3.10 of its specification, sections 4.3.7, 4.3.12 and 4.3.16). */
export function zipArchive(files: readonly ArchivedFile[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const file of files) {
    const name = Buffer.from(file.name);
    const content = Buffer.from(file.content);
    const packed = file.isStored === true ? content : deflateRawSync(content);
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt16LE(file.isEncrypted === true ? 1 : 0, 2);
    about.writeUInt16LE(file.isStored === true ? 0 : 8, 4);
    about.writeUInt32LE(file.claimed?.crc32 ?? crc32(content), 10);
    about.writeUInt32LE(packed.length, 14);
    about.writeUInt32LE(file.claimed?.bytes ?? content.length, 18);
    about.writeUInt16LE(name.length, 22);
    const central = Buffer.alloc(14);
    central.writeUInt32LE(offset, 10);
    directory.push(number32(CENTRAL), Buffer.from([20, 0]), about, central, name);
    const local = [number32(LOCAL), about, name, packed];
    parts.push(...local);
    offset += Buffer.concat(local).length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, listed, number32(END), end]);
}

function number32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
