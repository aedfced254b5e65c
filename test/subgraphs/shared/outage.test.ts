import { expect, it } from 'vitest';
import { isOutage } from '../../../subgraphs/shared/database/outage.ts';

const failure = (code: string): Error => Object.assign(new Error('failed'), { code });

it.each([
  ['a connection that broke', '08006'],
  ['too many connections', '53300'],
  ['a full disk', '53100'],
  ['no memory', '53200'],
  ['a server that shuts down', '57P01'],
  ['a faulty disk', '58030'],
  ['a standby, since another server took over', '25006'],
  ['a transaction whose process stood still', '25P03'],
  ['one of two transactions that waited for each other', '40P01'],
  ['a refused connection', 'ECONNREFUSED'],
  ['a connection that the other side ended', 'UND_ERR_SOCKET'],
])('%s says nothing of what was asked', (_what, code) => {
  expect(isOutage(failure(code))).toBe(true);
  expect(isOutage(new Error('failed', { cause: failure(code) }))).toBe(true);
});

it.each([
  'Connection terminated unexpectedly',
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
  'timeout exceeded when trying to connect',
])('"%s" says nothing of what was asked', (message) => {
  expect(isOutage(new Error(message))).toBe(true);
});

it.each([
  ['a request that is wrong', 'UND_ERR_INVALID_ARG'],
  ['a row that is there already', '23505'],
  ['a statement that is wrong', '42601'],
  ['a conflict of transactions', '40001'],
  ['a statement that was cancelled', '57014'],
  ['a limit of the configuration', '53400'],
  ['a file that the server lacks', '58P01'],
])('%s is an answer', (_what, code) => {
  expect(isOutage(failure(code))).toBe(false);
});
