import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';

/** A file is completely written when it has not changed for this long. */
const SETTLE_MS = 100;

interface ReloaderOptions {
  /** The text of the supergraph that is served at first. */
  readonly served: string;
  readonly read: () => Promise<string>;
  /** Serves another text. A rejection says what is wrong with the text, and changes nothing. */
  readonly serve: (text: string) => Promise<void>;
  readonly logger: Logger;
}

/** Reloads a supergraph from its file, one version after the other. A version that cannot be served is refused. */
export class SupergraphReloader {
  readonly #options: ReloaderOptions;
  #seen: string;
  /** Why the file could not be read the last time; undefined when it could. */
  #unreadable: string | undefined;
  #reloading: Promise<void> = Promise.resolve();

  constructor(options: ReloaderOptions) {
    this.#options = options;
    this.#seen = options.served;
  }

  /**
   * Reads the file once it stops changing and serves its content. Never rejects: a failure is logged.
   *
   * @param evenIfSame also serves the same text again, with a fresh graph and new connections
   */
  async reload(evenIfSame: boolean): Promise<void> {
    this.#reloading = this.#reloading.then(() => this.#takeOver(evenIfSame));
    await this.#reloading;
  }

  async #takeOver(evenIfSame: boolean): Promise<void> {
    const { serve, logger } = this.#options;
    const startedAtMs = performance.now();
    try {
      const text = await this.#readQuiet();
      this.#unreadable = undefined;
      if (text === this.#seen && !evenIfSame) return;
      this.#seen = text;
      await serve(text);
      logger.info({ durationMs: Math.round(performance.now() - startedAtMs) }, 'the supergraph was reloaded');
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      // Several attempts to read a missing file count as one failure.
      if (reason === this.#unreadable && !evenIfSame) return;
      this.#unreadable = reason;
      logger.error({ reason }, 'the supergraph was not reloaded; the previous one remains in service');
    }
  }

  /** A partly written file can be a valid supergraph with fewer types. */
  async #readQuiet(): Promise<string> {
    let text = await this.#options.read();
    for (;;) {
      await sleep(SETTLE_MS);
      const again = await this.#options.read();
      if (again === text) return text;
      text = again;
    }
  }
}
