import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';

/** A file counts as written when it stays the same for this long. */
const SETTLE_MS = 100;

interface ReloaderOptions {
  /** The supergraph's text as it is served now. */
  readonly served: string;
  readonly read: () => Promise<string>;
  /** Serves another text. A rejection says what is wrong with it, and changes nothing. */
  readonly serve: (text: string) => Promise<void>;
  readonly logger: Logger;
}

/** Takes a supergraph over from its file, one text after the other; one that cannot be served is refused. */
export class SupergraphReloader {
  readonly #options: ReloaderOptions;
  #seen: string;
  /** Why the file could not be read the last time; nothing when it could. */
  #unreadable: string | undefined;
  #reloading: Promise<void> = Promise.resolve();

  constructor(options: ReloaderOptions) {
    this.#options = options;
    this.#seen = options.served;
  }

  /**
   * Reads the file once it is quiet and serves what it holds. Never rejects: a fault is a line in the log.
   *
   * @param evenIfSame serves the same text again too: its graph starts afresh, with new connections
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
      // Several looks at a file that is away are one fault.
      if (reason === this.#unreadable && !evenIfSame) return;
      this.#unreadable = reason;
      logger.error({ reason }, 'the supergraph was not reloaded; the former one goes on');
    }
  }

  /** Half a file can be a whole supergraph, of fewer types. */
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
