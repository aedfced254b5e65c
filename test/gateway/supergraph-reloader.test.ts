import { pino } from 'pino';
import { expect, test } from 'vitest';
import { SupergraphReloader } from '../../gateway/supergraph/supergraph-reloader.ts';

/** A reloader over a file that the test holds in memory; it serves what is no fault. */
function createReloader() {
  const file: { text: string | undefined } = { text: 'one' };
  const served: string[] = [];
  const logged: string[] = [];
  const write = (line: string): void => {
    const { msg, reason } = JSON.parse(line) as { msg: string; reason?: string };
    logged.push(reason ?? msg);
  };
  const reloader = new SupergraphReloader({
    served: 'one',
    read: async () => {
      if (file.text === undefined) throw new Error('no file');
      return file.text;
    },
    serve: async (text) => {
      if (text.startsWith('wrong')) throw new Error(text);
      served.push(text);
    },
    logger: pino({ level: 'info' }, { write }),
  });
  return { file, served, logged, reloader };
}

const RELOADED = 'the supergraph was reloaded';

test('logs a missing file once, however often it is read, until it was there again', async () => {
  const { file, logged, served, reloader } = createReloader();
  file.text = undefined;
  await Promise.all([reloader.reload(false), reloader.reload(false), reloader.reload(false)]);
  expect(logged).toEqual(['no file']);
  await reloader.reload(true);
  expect(logged).toEqual(['no file', 'no file']);
  file.text = 'one';
  await reloader.reload(false);
  file.text = undefined;
  await reloader.reload(false);
  expect(logged).toEqual(['no file', 'no file', 'no file']);
  expect(served).toEqual([]);
});

test('logs a text that cannot be served once, and serves the next one', async () => {
  const { file, logged, served, reloader } = createReloader();
  file.text = 'wrong';
  await reloader.reload(false);
  await reloader.reload(false);
  file.text = 'two';
  await reloader.reload(false);
  file.text = 'wrong';
  await reloader.reload(false);
  expect(logged).toEqual(['wrong', RELOADED, 'wrong']);
  expect(served).toEqual(['two']);
});

test('serves the same text again only when asked to', async () => {
  const { served, reloader } = createReloader();
  await reloader.reload(false);
  await reloader.reload(true);
  expect(served).toEqual(['one']);
});
