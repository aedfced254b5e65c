/** Work that is asked for more often than it has to be done. */
export interface Repeated {
  /** Does the work once more, or joins others who wait for that: resolves when work that began after the call is done. */
  run(): Promise<void>;
  readonly isRunning: boolean;
}

/** Does a piece of work one at a time. However many ask while it is done, it is done once more for all of them. */
export function oneAtATime(work: () => Promise<void>): Repeated {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  const start = (): Promise<void> => {
    running = work().finally(() => {
      running = undefined;
    });
    return running;
  };

  const startNext = (): Promise<void> => {
    next = undefined;
    return start();
  };

  return {
    run() {
      if (running === undefined && next === undefined) return start();
      next ??= (running ?? Promise.resolve()).then(startNext, startNext);
      return next;
    },
    get isRunning() {
      return running !== undefined || next !== undefined;
    },
  };
}
