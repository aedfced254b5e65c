import { RowFault, shown } from './rejection.ts';

/** A moment as a sheet writes it. */
interface WrittenMoment {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
  readonly offsetMinutes: number;
  /** The smallest unit that is written. */
  readonly precision: 'DAY' | 'MINUTE' | 'SECOND';
}

const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:?\d\d)?)?$/i;
/** Month/day/year, as the vendor's interfaces and American spreadsheets write it. */
const AMERICAN = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:,? (\d{1,2}):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?: ?([AP])M)?)?$/i;
/** Day.month.year, as spreadsheets on the continent of Europe write it. */
const EUROPEAN = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:,? (\d{1,2}):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)?$/;

/** The year that means "never ends". */
const OPEN_YEAR = 9999;
/** The last year of the placeholders for "not given": the first days that .NET and SQL Server know. */
const FIRST_YEAR = 1753;

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Reads the first moment of a period, to the millisecond; a day alone begins at midnight UTC. Throws a RowFault. */
export function readStart(column: string, text: string): Date {
  return new Date(momentOf(column, text).ms);
}

/**
 * Reads the end of a period as the first moment after it; null where it never ends (empty, or the year 9999).
 * Sheets name the last moment of the last day (`23:59:59`, `23:59:59.9999999`, `11:59:59 PM`, or `23:59` without seconds)
 * or that day alone: all of them mean the midnight (UTC, or of the zone written) that follows, where the next period
 * begins. Any other moment is the end itself, cut to the millisecond. Throws a RowFault that names the column.
 */
export function readEnd(column: string, text: string): Date | null {
  if (text === '') return null;
  const { written, ms } = momentOf(column, text);
  if (written.year === OPEN_YEAR) return null;
  const { hour, minute, second, millisecond, precision } = written;
  if (precision === 'DAY') return new Date(ms + DAY_MS);
  const isLastMinute = hour === 23 && minute === 59;
  if (isLastMinute && precision === 'MINUTE') return new Date(ms + MINUTE_MS);
  return new Date(isLastMinute && second === 59 ? ms - millisecond + SECOND_MS : ms);
}

/** Reads the end of new sales like `readEnd`; placeholders of the first days that databases know mean that none is set. */
export function readEndOfSale(column: string, text: string): Date | null {
  const end = readEnd(column, text);
  return end === null || end.getUTCFullYear() <= FIRST_YEAR ? null : end;
}

function momentOf(column: string, text: string): { readonly written: WrittenMoment; readonly ms: number } {
  const written = parseIso(text) ?? parseAmerican(text) ?? parseEuropean(text);
  const ms = written === undefined ? undefined : millisecondsOf(written);
  if (written !== undefined && ms !== undefined) return { written, ms };
  const message = `A date must be an existing day, such as "2026-11-01T00:00:00Z"; the value is ${shown(text)}.`;
  throw new RowFault(column, message);
}

function parseIso(text: string): WrittenMoment | undefined {
  const match = ISO.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction, zone] = match;
  return momentFrom([year, month, day, hour, minute, second, fraction], offsetOf(zone));
}

function parseAmerican(text: string): WrittenMoment | undefined {
  const match = AMERICAN.exec(text);
  if (match === null) return undefined;
  const [, month, day, year, hour, minute, second, fraction, half] = match;
  if (half === undefined) return momentFrom([year, month, day, hour, minute, second, fraction], 0);
  if (Number(hour) < 1 || Number(hour) > 12) return undefined;
  const hours = (Number(hour) % 12) + (half.toUpperCase() === 'P' ? 12 : 0);
  return momentFrom([year, month, day, String(hours), minute, second, fraction], 0);
}

function parseEuropean(text: string): WrittenMoment | undefined {
  const match = EUROPEAN.exec(text);
  if (match === null) return undefined;
  const [, day, month, year, ...time] = match;
  return momentFrom([year, month, day, ...time], 0);
}

function momentFrom(parts: readonly (string | undefined)[], offsetMinutes: number): WrittenMoment {
  const [year, month, day, hour, minute, second, fraction = ''] = parts;
  return {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour ?? 0),
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
    millisecond: Number(fraction.slice(0, 3).padEnd(3, '0')),
    offsetMinutes,
    precision: hour === undefined ? 'DAY' : second === undefined ? 'MINUTE' : 'SECOND',
  };
}

/** Minutes east of Greenwich; a moment without a zone is in UTC. */
function offsetOf(zone = 'Z'): number {
  const match = /^([+-])(\d\d):?(\d\d)$/.exec(zone);
  if (match === null) return 0;
  const [, sign, hours, minutes] = match;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** Undefined when there is no such day or time. */
function millisecondsOf(written: WrittenMoment): number | undefined {
  const { year, month, day, hour, minute, second, millisecond, offsetMinutes } = written;
  if (year < 1 || hour > 23 || minute > 59 || second > 59 || Math.abs(offsetMinutes) > 14 * 60) return undefined;
  const date = new Date(0);
  // Date.UTC would take the years 1 to 99 for those of the twentieth century.
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  date.setUTCHours(hour, minute - offsetMinutes, second, millisecond);
  return date.getTime();
}
