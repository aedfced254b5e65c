import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:http2';
import { createConnection, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { alsoServeHttp2 } from '../../../subgraphs/shared/process/also-serve-http2.ts';

/** A server that returns the request body and the version of HTTP. */
async function startServer(
  pingMs?: number,
): Promise<{ readonly port: number; readonly origin: string; readonly end: () => void }> {
  const answer: Parameters<typeof alsoServeHttp2>[1] = (request, response) => {
    void text(request).then((body) => response.end(`${request.httpVersion} ${body}`));
  };
  const server = createServer(answer);
  const end = alsoServeHttp2(server, answer, pingMs);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  const { port } = server.address() as AddressInfo;
  return { port, origin: `http://127.0.0.1:${port}`, end };
}

test('answers HTTP/1.1 and HTTP/2 on one port, with their bodies', async () => {
  const { origin } = await startServer();
  const body = 'x'.repeat(200_000);
  const session = connect(origin);
  onTestFinished(() => session.destroy());
  const ask = async (): Promise<string> => {
    const stream = session.request({ ':method': 'POST' });
    stream.end(body);
    return await text(stream);
  };
  const post = async (): Promise<string> => await (await fetch(origin, { method: 'POST', body })).text();
  expect(await Promise.all([post(), ask(), ask()])).toEqual([`1.1 ${body}`, `2.0 ${body}`, `2.0 ${body}`]);
  expect([await post(), await post()]).toEqual([`1.1 ${body}`, `1.1 ${body}`]);
});

test('answers an HTTP/1.1 request that arrives byte by byte', async () => {
  const { port } = await startServer();
  const socket = createConnection({ port, host: '127.0.0.1', noDelay: true });
  for (const letter of 'POST / HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: 2\r\n\r\nok') {
    socket.write(letter);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(await text(socket)).toContain('1.1 ok');
});

test('takes no new streams on an HTTP/2 connection that is told to end, and ends it with the last stream', async () => {
  const { origin, end } = await startServer();
  const session = connect(origin);
  onTestFinished(() => session.destroy());
  const stream = session.request({ ':method': 'POST' });
  await once(session, 'remoteSettings');
  // The server must know the stream before it is told to end.
  await once(session.request({ ':method': 'GET' }).resume(), 'end');
  const goingAway = once(session, 'goaway');
  end();
  await goingAway;
  expect(session.closed).toBe(true);
  const closed = once(session, 'close');
  stream.end('last');
  expect(await text(stream)).toBe('2.0 last');
  await closed;
});

test('cuts a connection that is over when the client does not end it', async () => {
  const { port, end } = await startServer(50);
  const socket = createConnection({ port, host: '127.0.0.1', allowHalfOpen: true });
  const cut = new Promise((resolve) => socket.once('close', resolve));
  const ended = once(socket, 'end');
  socket.on('error', () => {});
  // The preface and empty settings (RFC 9113, 3.4).
  socket.write(Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0', 'latin1'));
  await once(socket, 'data');
  end();
  socket.resume();
  await ended;
  // What is written to a connection that was cut is refused, which is how its other end learns of it.
  const writing = setInterval(() => socket.write('\0'), 20);
  onTestFinished(() => clearInterval(writing));
  await cut;
});
