import { timedOut } from '../errors.ts';

/** How long work may go on after its signal before the caller is answered without it. */
const GRACE_MS = 500;

/**
 * Runs work that must answer within a time. At its end the work's signal is aborted, so that it can answer with what
 * it has; soon after that the promise rejects with TIMEOUT whether the work heeds the signal or not.
 *
 * @param cancelled aborts the work early, for example when nobody waits for it any more
 */
export async function runWithin<Result>(
  timeoutMs: number,
  work: (signal: AbortSignal) => Promise<Result>,
  cancelled?: AbortSignal,
): Promise<Result> {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  cancelled?.addEventListener('abort', abort, { once: true });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<Result>((resolve, reject) => {
      timer = setTimeout(() => {
        controller.abort(new DOMException('The request took too long.', 'TimeoutError'));
        timer = setTimeout(() => reject(timedOut(timeoutMs)), GRACE_MS);
      }, timeoutMs);
      work(controller.signal).then(resolve, reject);
    });
  } finally {
    clearTimeout(timer);
    cancelled?.removeEventListener('abort', abort);
  }
}
