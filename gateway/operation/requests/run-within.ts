import { timedOut } from '../../errors.ts';

/** How long work may go on after its signal is aborted before the caller is answered without it. */
const GRACE_MS = 500;

/**
 * Runs work that must answer in time. When the time is over, the work's signal is aborted, so that the work can answer
 * with what it has. Soon after, the promise rejects with TIMEOUT whether or not the work reacts to the signal.
 *
 * @param cancelled aborts the work early, for example when nobody waits for it any more
 */
export function runWithin<Result>(
  timeoutMs: number,
  work: (signal: AbortSignal) => Promise<Result>,
  cancelled?: AbortSignal,
): Promise<Result> {
  return new Promise<Result>((resolve, reject) => {
    const controller = new AbortController();
    const abort = (): void => controller.abort();
    cancelled?.addEventListener('abort', abort, { once: true });
    let timer = setTimeout(() => {
      controller.abort(new DOMException('The request took too long.', 'TimeoutError'));
      timer = setTimeout(() => fail(timedOut(timeoutMs)), GRACE_MS);
    }, timeoutMs);
    const stopWaiting = (): void => {
      clearTimeout(timer);
      cancelled?.removeEventListener('abort', abort);
    };
    const fail = (error: unknown): void => {
      stopWaiting();
      reject(error instanceof Error ? error : new Error(String(error)));
    };
    const succeed = (result: Result): void => {
      stopWaiting();
      resolve(result);
    };
    work(controller.signal).then(succeed, fail);
  });
}
