import type { Socket } from 'node:net';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { Client, type ClientBase, type ClientConfig, type Pool, type PoolClient } from 'pg';

/** How long a connection may be silent during a statement before the server is asked about it. */
const SILENT_MS = 1_000;
/** How long an answer may be on its way after the server has finished. */
const ON_ITS_WAY_MS = 500;
/** How long whoever uses a connection has for giving it back after it was lost. */
const GIVE_BACK_MS = 500;
/** How long the server has for saying what it knows of a connection. */
const PROBE_MS = 2_000;

/**
 * Watches the connections of a pool. Two things would otherwise last for ever:
 *
 * - A connection that goes silent (a firewall forgot it, the machine behind it is gone) keeps whoever waits for its answer
 *   waiting. The server is asked over a new connection whether it is still at work for the silent one; if it is not, the
 *   silent one is ended, and the others of the pool are looked at at once: they usually went the same way, and nobody
 *   has to find that out for each of them.
 * - A connection that is lost at the beginning or the end of a transaction is not given back by the query builder, and its
 *   place in the pool is gone.
 *
 * @param url where a further connection to the same server is opened
 */
export function watchPool(pool: Pool, url: string): void {
  const taken = new Set<PoolClient>();
  const watched = new Watched(url);
  pool.on('acquire', (client) => taken.add(client));
  pool.on('release', (_error, client) => taken.delete(client));
  pool.on('connect', (client) => {
    client.once('end', () => {
      setTimeout(() => takeBack(client, taken), GIVE_BACK_MS).unref();
    });
    watchSilence(client, watched);
  });
}

/**
 * The driver's client, for a pool whose owner gives every connection back: it ends itself when it goes silent.
 *
 * @param url where a further connection to the same server is opened
 */
export function watchedClient(url: string): typeof Client {
  const watched = new Watched(url);
  return class extends Client {
    constructor(config?: string | ClientConfig) {
      super(config);
      this.once('connect', () => watchSilence(this, watched));
    }
  };
}

function takeBack(client: PoolClient, taken: ReadonlySet<PoolClient>): void {
  if (!taken.has(client)) return;
  client.release(new Error('The connection was lost'));
  // Whoever has it may still give it back, which is one time too many.
  client.release = () => undefined;
}

/** The open connections of one pool. */
class Watched {
  /** Each looks at one connection, and ends it when it does not answer. */
  readonly looks = new Set<() => Promise<void>>();
  readonly #url: string;
  #asked: Promise<ReadonlySet<number> | undefined> | undefined;

  constructor(url: string) {
    this.#url = url;
  }

  /**
   * The server's processes that execute a statement; undefined when it can't be asked. Those who ask at the same time share
   * an answer, so that a server that is slow for all is not asked by all.
   */
  async atWork(): Promise<ReadonlySet<number> | undefined> {
    this.#asked ??= askWhoIsAtWork(this.#url).finally(() => (this.#asked = undefined));
    return await this.#asked;
  }
}

function watchSilence(client: ClientBase, watched: Watched): void {
  const inside = client as unknown as { readonly connection: { readonly stream: Socket }; readonly processID: number };
  const { stream } = inside.connection;
  const statements = countStatements(client);
  /** Ends it unless an answer comes that was on its way. Resolves with whether it was silent. */
  const endUnlessAnswered = async (received: number): Promise<boolean> => {
    await sleep(ON_ITS_WAY_MS);
    // What has arrived while this process was busy is read before it is judged.
    await nextTurn();
    const isSilent = statements.running > 0 && stream.bytesRead === received && !stream.destroyed;
    if (isSilent) stream.destroy(new Error('Connection terminated: the server does not answer on it'));
    return isSilent;
  };
  const isAtWork = async (): Promise<boolean> => (await watched.atWork())?.has(inside.processID) ?? true;
  const lookAt = async (): Promise<void> => {
    const received = stream.bytesRead;
    if (statements.running === 0) client.query('select').catch(() => undefined);
    else if (await isAtWork()) return;
    await endUnlessAnswered(received);
  };
  const onSilence = async (): Promise<void> => {
    const received = stream.bytesRead;
    if (statements.running > 0 && !(await isAtWork()) && (await endUnlessAnswered(received))) {
      for (const lookAtOther of watched.looks) void lookAtOther();
    }
    stream.setTimeout(SILENT_MS);
  };
  watched.looks.add(lookAt);
  stream.once('close', () => watched.looks.delete(lookAt));
  stream.setTimeout(SILENT_MS);
  stream.on('timeout', () => void onSilence());
}

/** Counts the statements of a connection that wait for their answers. */
function countStatements(client: ClientBase): { readonly running: number } {
  const statements = { running: 0 };
  const query = client.query.bind(client) as (...args: readonly unknown[]) => unknown;
  const counted = (...args: readonly unknown[]): unknown => {
    statements.running += 1;
    const finish = (): void => {
      statements.running -= 1;
    };
    const callback = args.at(-1);
    if (typeof callback === 'function') {
      return query(...args.slice(0, -1), (...results: readonly unknown[]) => {
        finish();
        Reflect.apply(callback, undefined, results);
      });
    }
    const answer = query(...args);
    if (answer instanceof Promise) answer.then(finish, finish);
    else finish();
    return answer;
  };
  client.query = counted as typeof client.query;
  return statements;
}

async function askWhoIsAtWork(url: string): Promise<ReadonlySet<number> | undefined> {
  const probe = new Client({ connectionString: url, connectionTimeoutMillis: PROBE_MS, query_timeout: PROBE_MS });
  probe.on('error', () => undefined);
  try {
    await probe.connect();
    const { rows } = await probe.query<{ readonly pid: number }>(
      `select pid from pg_stat_activity where state = 'active' and datname = current_database()`,
    );
    return new Set(rows.map(({ pid }) => pid));
  } catch {
    return undefined;
  } finally {
    probe.end().catch(() => undefined);
  }
}
