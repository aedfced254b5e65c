import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A mail as a mail client reads it. */
export interface ReadMail {
  /** The name of its file without the extension; empty for a mail that came by SMTP. */
  readonly name: string;
  /** The headers as sent, by lower-case name, with folded lines joined. */
  readonly headers: ReadonlyMap<string, string>;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

interface Part {
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** Reads a message of RFC 5322. Throws when its text part or its HTML part is missing. */
export function readMail(raw: string, name = ''): ReadMail {
  const { headers, body } = readPart(raw.replaceAll('\r\n', '\n'));
  const boundary = /^multipart\/alternative;.*boundary="([^"]+)"/.exec(headers.get('content-type') ?? '')?.[1];
  if (boundary === undefined) throw new Error(`Not multipart/alternative: ${headers.get('content-type')}`);
  const parts = body
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => readPart(part.replaceAll(/^\n|\n$/g, '')));
  const content = (type: string): string => {
    const found = parts.find((part) => part.headers.get('content-type')?.startsWith(type));
    if (found === undefined) throw new Error(`The mail has no part of ${type}`);
    return decodeBody(found);
  };
  return {
    name,
    headers,
    subject: decodeWords(headers.get('subject') ?? ''),
    text: content('text/plain'),
    html: content('text/html'),
  };
}

/** Reads every mail in a directory, sorted by name. Returns none when the directory does not exist. */
export async function mailsIn(directory: string): Promise<readonly ReadMail[]> {
  const files = (await readdir(directory).catch(() => [])).filter((file) => file.endsWith('.eml')).toSorted();
  return Promise.all(
    files.map(async (file) => readMail(await readFile(join(directory, file), 'utf8'), file.slice(0, -'.eml'.length))),
  );
}

/** The texts of an HTML mail that a reader sees, in order. */
export function visibleTexts(html: string): readonly string[] {
  return html
    .replace(/<head>[^]*<\/head>/, '')
    .split(/<[^>]*>/)
    .map((text) => decodeEntities(text).trim())
    .filter((text) => text !== '');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': ' ',
};

function decodeEntities(text: string): string {
  return text.replaceAll(/&[#\w]+;/g, (entity) => ENTITIES[entity] ?? entity);
}

function readPart(raw: string): Part {
  const end = raw.indexOf('\n\n');
  const lines = raw
    .slice(0, end)
    .replaceAll(/\n[ \t]+/g, ' ')
    .split('\n');
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  return { headers, body: raw.slice(end + 2) };
}

function decodeBody({ headers, body }: Part): string {
  const encoding = headers.get('content-transfer-encoding');
  if (encoding === 'quoted-printable') return decodeQuoted(body.replaceAll('=\n', ''));
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8').replaceAll('\r\n', '\n');
  return body;
}

function decodeQuoted(text: string): string {
  const bytes = text.replaceAll(/=([0-9A-F]{2})/g, (_code, hex: string) =>
    String.fromCodePoint(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** Decodes the encoded words of a header (RFC 2047). */
export function decodeWords(header: string): string {
  return header
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?[\w-]+\?([BQ])\?([^?]*)\?=/gi, (_word, encoding: string, text: string) =>
      encoding.toUpperCase() === 'B'
        ? Buffer.from(text, 'base64').toString('utf8')
        : decodeQuoted(text.replaceAll('_', ' ')),
    );
}
