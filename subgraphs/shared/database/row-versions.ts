import type { Reader } from './transaction.ts';

/**
 * Rows that are compared with those of another subgraph: a select with the columns `key`, a text in the collation "C", and
 * `version`, a bigint. An index must answer conditions about the key.
 */
export type VersionedRows = string;

/** No rows: for facts of which nothing is kept. */
export const NO_ROWS: VersionedRows = `select ''::text as key, 0::bigint as version where false`;

/** The rows after one key, up to another one or without an end, and what they come to. */
export interface RangeDigest {
  readonly after: string;
  /** Null for all that follow. */
  readonly upTo: string | null;
  /** Equal for equal keys and versions; empty when there are none. */
  readonly digest: string;
}

/** A key and its version. */
export type KeyVersion = readonly [key: string, version: number];

/** So many rows have one digest: what differs in one of them is looked at in all of them. */
const RANGE_ROWS = 100;
/** So many ranges are read at once. */
const PAGE_RANGES = 100;
/** More rows than these in one range are answered in part; the next comparison goes on behind them. */
const MAX_KEPT = 1_000;
/** Greater than every key: the last character there is. */
const END = 'chr(1114111)';

/**
 * Reads digests of the rows after a key, some ten thousand rows of them. The last digest has no end when there are no rows
 * after these.
 */
export async function digestPage(read: Reader, rows: VersionedRows, after: string): Promise<readonly RangeDigest[]> {
  const found = await read.query<{ readonly upTo: string; readonly digest: string }>(
    `select max(key) as "upTo", md5(string_agg(key || ':' || version, ',' order by key)) as digest
     from (
       select key, version, (row_number() over (order by key) - 1) / ${RANGE_ROWS} as place
       from (
         select key, version from (${rows}) as told where key > ? order by key limit ${RANGE_ROWS * PAGE_RANGES}
       ) as page
     ) as numbered
     group by place order by place`,
    [after],
  );
  const ranges = found.map(({ upTo, digest }, index) => ({ after: found[index - 1]?.upTo ?? after, upTo, digest }));
  const last = ranges.at(-1);
  if (ranges.length === PAGE_RANGES) return ranges;
  if (last === undefined) return [{ after, upTo: null, digest: '' }];
  return [...ranges.slice(0, -1), { ...last, upTo: null }];
}

/** The ranges in which other rows come to something else. */
export async function differingRanges(
  read: Reader,
  rows: VersionedRows,
  ranges: readonly RangeDigest[],
): Promise<readonly RangeDigest[]> {
  const found = await read.query<{ readonly place: number }>(
    `select told.place from jsonb_to_recordset(?::jsonb) as told (place int, "after" text, "upTo" text, digest text)
     cross join lateral (
       select coalesce(md5(string_agg(kept.key || ':' || kept.version, ',' order by kept.key)), '') as digest
       from (${rows}) as kept
       where kept.key > told."after" collate "C" and kept.key <= coalesce(told."upTo", ${END}) collate "C"
     ) as own
     where own.digest <> told.digest order by told.place`,
    [JSON.stringify(ranges.map((range, place) => ({ ...range, place })))],
  );
  const places = new Set(found.map(({ place }) => place));
  return ranges.filter((_, place) => places.has(place));
}

/** A range of rows, and the keys and versions in it. */
export interface RangeVersions {
  readonly after: string;
  readonly upTo: string | null;
  readonly versions: readonly KeyVersion[];
}

/** Reads the keys and versions of the rows in a range. The range that is answered ends where a thousand of them end. */
export async function readVersions(
  read: Reader,
  rows: VersionedRows,
  { after, upTo }: Pick<RangeDigest, 'after' | 'upTo'>,
): Promise<RangeVersions> {
  const found = await read.query<{ readonly key: string; readonly version: string | number }>(
    `select key, version from (${rows}) as found where key > ? and key <= coalesce(?::text, ${END}) collate "C"
     order by key limit ${MAX_KEPT}`,
    [after, upTo],
  );
  const versions = found.map(({ key, version }): KeyVersion => [key, Number(version)]);
  return { after, upTo: versions.length < MAX_KEPT ? upTo : (versions.at(-1)?.[0] ?? upTo), versions };
}
