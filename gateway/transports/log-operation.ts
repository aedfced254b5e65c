import type { Logger } from 'pino';

/** What the log says about one operation; never its variables. */
interface OperationRecord {
  readonly transport: 'http' | 'sse' | 'websocket' | 'in-process';
  readonly operation: string | undefined;
  readonly kind: string | undefined;
  readonly startedAtMs: number;
  readonly status: number;
  readonly errorCodes: readonly unknown[];
}

interface Coded {
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** The distinct codes of a result's errors. */
export function errorCodes(errors: readonly Coded[] | undefined): readonly unknown[] {
  return errors === undefined ? [] : [...new Set(errors.map(({ extensions }) => extensions?.['code']))];
}

/** Writes one line per operation. Times are values of `performance.now()`. */
export function logOperation(logger: Logger, record: OperationRecord): void {
  if (!logger.isLevelEnabled('info')) return;
  const { startedAtMs, errorCodes: codes, ...rest } = record;
  const durationMs = Math.round((performance.now() - startedAtMs) * 100) / 100;
  logger.info(codes.length > 0 ? { ...rest, durationMs, errorCodes: codes } : { ...rest, durationMs }, 'operation');
}
