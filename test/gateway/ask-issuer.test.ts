import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createIssuer } from '../../gateway/security/ask-issuer.ts';

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => server.close().closeAllConnections());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('asks the next address of accounts when one refuses, and begins with that one from then on', async () => {
  let asked = 0;
  const refusing = await serve((_request, response) => {
    asked += 1;
    response.writeHead(503).end();
  });
  const answering = await serve((request, response) => response.end(JSON.stringify({ path: request.url })));
  const ask = createIssuer([refusing, answering]);
  for (const after of [1, 2, 3]) {
    expect(await ask({ path: `/ended?after=${after}`, timeoutMs: 5_000 })).toEqual({ path: `/ended?after=${after}` });
  }
  expect(asked).toBe(1);
});

test('begins with another address after one that was silent', async () => {
  const silent = await serve(() => {});
  const answering = await serve((_request, response) => response.end('{"ok":true}'));
  const ask = createIssuer([silent, answering]);
  await expect(ask({ path: '/', timeoutMs: 100 })).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(await ask({ path: '/', timeoutMs: 5_000 })).toEqual({ ok: true });
});

test('rejects with the last failure when no address answers', async () => {
  const refusing = await serve((_request, response) => response.writeHead(500).end());
  await expect(createIssuer([refusing, refusing])({ path: '/', timeoutMs: 5_000 })).rejects.toThrow('status 500');
});
