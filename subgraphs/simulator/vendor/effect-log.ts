import { closeSync, existsSync, ftruncateSync, fstatSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

import type { Effect, LogEntry } from './effects.ts';

export interface EffectLog {
  /** Returns after the entry was written. Throws when the disk refuses it, and leaves the file unchanged. */
  append(entry: Omit<LogEntry, 'seq'>): LogEntry;
  close(): void;
}

/** One effect with the request that caused it. */
export interface RecordedEffect {
  readonly seq: number;
  readonly at: string;
  readonly requestId: string | null;
  readonly operation: string;
  readonly effect: Effect;
}

/**
 * Opens the log for appending and reads its entries. An incomplete last line, which an interrupted write left, is cut
 * off: its request was never answered. Throws when a complete line cannot be read.
 */
export function openEffectLog(path: string): { readonly log: EffectLog; readonly entries: readonly LogEntry[] } {
  mkdirSync(dirname(path), { recursive: true });
  const content = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
  const end = content.lastIndexOf(0x0a) + 1;
  const entries = parseLines(content.subarray(0, end).toString('utf8'), path);
  const descriptor = openSync(path, 'a');
  if (end < content.length) ftruncateSync(descriptor, end);
  let nextSeq = (entries.at(-1)?.seq ?? 0) + 1;
  const log: EffectLog = {
    append(entry) {
      const numbered: LogEntry = { seq: nextSeq, ...entry };
      writeWhole(descriptor, `${JSON.stringify(numbered)}\n`);
      nextSeq += 1;
      return numbered;
    },
    close: () => closeSync(descriptor),
  };
  return { log, entries };
}

/**
 * Reads the effects of a log, oldest first, even while a simulator writes to it. Each has the id of the request that
 * caused it. An incomplete last line is left out.
 */
export function readEffects(path: string): readonly RecordedEffect[] {
  const content = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const entries = parseLines(content.slice(0, content.lastIndexOf('\n') + 1), path);
  return entries.flatMap(({ seq, at, requestId, operation, effects }) =>
    effects.map((effect) => ({ seq, at, requestId, operation, effect })),
  );
}

function parseLines(text: string, path: string): LogEntry[] {
  return text
    .split('\n')
    .slice(0, -1)
    .map((line, index) => {
      try {
        const entry = JSON.parse(line) as LogEntry;
        if (Array.isArray(entry.effects) && typeof entry.seq === 'number') return entry;
      } catch {
        // Reported below together with lines of a wrong shape.
      }
      throw new Error(`The simulator's log ${path} is damaged at line ${index + 1}.`);
    });
}

function writeWhole(descriptor: number, line: string): void {
  const bytes = Buffer.from(line);
  const lengthBefore = fstatSync(descriptor).size;
  try {
    for (let written = 0; written < bytes.length;) written += writeSync(descriptor, bytes, written);
  } catch (error) {
    ftruncateSync(descriptor, lengthBefore);
    throw error;
  }
}
