import type { EnvironmentReader } from '../../../shared/process/config.ts';

/** The interface of one vendor that takes orders by the platform's own protocol. */
export interface VendorApiConfig {
  /** As the catalogue has it. */
  readonly vendorName: string;
  /** Orders are sent to `…/orders/<id>` below it. */
  readonly baseUrl: string;
  readonly token: string;
  readonly pace: { readonly lookUpMs: number; readonly followMs: number; readonly expectedMs: number };
}

const DAY_MS = 86_400_000;
const PACES = {
  lookUpMs: { fallback: 900_000, min: 0 },
  followMs: { fallback: 15_000, min: 100 },
  expectedMs: { fallback: 1_200_000, min: 1_000 },
} as const;
const ENTRIES = ['url', 'token', ...Object.keys(PACES)];

/** Reads the interfaces of vendors, an object by their names; each fault names its place. None unless they are given. */
export function readVendorApis(read: EnvironmentReader): readonly VendorApiConfig[] {
  const text = read.optional('VENDOR_APIS');
  if (text === undefined) return [];
  const vendors = parseObject(text);
  if (vendors === undefined) {
    read.fault('VENDOR_APIS must be a JSON object such as {"Fernhill Software": {"url": "https://…", "token": "…"}}.');
    return [];
  }
  return Object.entries(vendors).flatMap(([vendorName, value]) => {
    const place = `VENDOR_APIS[${JSON.stringify(vendorName)}]`;
    const entries = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
    const faults = [...faultsOf(entries), ...(vendorName.trim() === '' ? [' must have a name'] : [])];
    for (const fault of faults) read.fault(`${place}${fault}.`);
    if (faults.length > 0) return [];
    const { url, token } = entries;
    const pace = { lookUpMs: paceOf(entries, 'lookUpMs'), followMs: paceOf(entries, 'followMs') };
    return [
      {
        vendorName: vendorName.trim(),
        baseUrl: String(url).replace(/\/+$/, ''),
        token: String(token),
        pace: { ...pace, expectedMs: paceOf(entries, 'expectedMs') },
      },
    ];
  });
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

function faultsOf(entries: Readonly<Record<string, unknown>>): readonly string[] {
  const { url, token } = entries;
  const unknown = Object.keys(entries).filter((name) => !ENTRIES.includes(name));
  return [
    ...unknown.map((name) => `.${name} is unknown; there may be ${ENTRIES.join(', ')}`),
    ...(isHttpUrl(url) ? [] : ['.url must be an address that begins with https:// or http://']),
    ...(typeof token === 'string' && /^[\x21-\x7E]{1,1000}$/.test(token)
      ? []
      : ['.token must be a text without spaces']),
    ...Object.entries(PACES).flatMap(([name, { min }]) => {
      const value = entries[name];
      const isGood =
        value === undefined || (Number.isInteger(value) && Number(value) >= min && Number(value) <= DAY_MS);
      return isGood ? [] : [`.${name} must be a whole number from ${min} to ${DAY_MS}`];
    }),
  ];
}

function isHttpUrl(url: unknown): boolean {
  return typeof url === 'string' && URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol);
}

function paceOf(entries: Readonly<Record<string, unknown>>, name: keyof typeof PACES): number {
  const value = entries[name];
  return typeof value === 'number' ? value : PACES[name].fallback;
}
