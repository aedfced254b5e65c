import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A way to a PostgreSQL server on which every statement that is sent can be read. */
export interface StatementProxy {
  /** The address of the database through the proxy. */
  readonly url: string;
  /** The statements since the last call, in the order of their beginnings: each transaction together, others alone. */
  take(): readonly (readonly string[])[];
  close(): Promise<void>;
}

/** Starts a proxy on 127.0.0.1 for the server of a database. */
export async function startStatementProxy(databaseUrl: string): Promise<StatementProxy> {
  const target = new URL(databaseUrl);
  let statements: string[][] = [];
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect({ host: target.hostname, port: Number(target.port || 5432) });
    let transaction: string[] | undefined;
    const read = statementReader((sql) => {
      if (transaction === undefined || sql === 'begin') statements.push((transaction = []));
      transaction.push(sql);
      if (transaction[0] !== 'begin' || sql === 'commit' || sql === 'rollback') transaction = undefined;
    });
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from.on('error', () => undefined);
      from.once('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
    client.on('data', read);
    client.pipe(upstream);
    upstream.pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    take() {
      const taken = statements;
      statements = [];
      return taken;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/**
 * Reads what a client sends, by the frontend messages of PostgreSQL's protocol: `Q` is a statement, and `P` is one with
 * parameters. The first message of a connection has no letter.
 */
function statementReader(tell: (sql: string) => void): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0);
  let isStarted = false;
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const head = isStarted ? 1 : 0;
      if (rest.length < head + 4) return;
      const length = head + rest.readInt32BE(head);
      if (rest.length < length) return;
      const letter = isStarted ? String.fromCharCode(rest.readUInt8(0)) : '';
      const body = rest.subarray(head + 4, length);
      rest = rest.subarray(length);
      isStarted = true;
      if (letter === 'Q') tell(textUntilZero(body));
      if (letter === 'P') tell(textUntilZero(body.subarray(body.indexOf(0) + 1)));
    }
  };
}

function textUntilZero(bytes: Buffer): string {
  return bytes.toString('utf8', 0, bytes.indexOf(0));
}
