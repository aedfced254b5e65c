import { Client } from 'pg';
import { isAsked } from './asked.ts';

/** A statement as it was sent to a PostgreSQL server. */
export interface SentStatement {
  readonly text: string;
  readonly connection: object;
}

const sent: SentStatement[] = [];

// Below every library that asks the database, so that the job queue's statements count as well.
const send = Client.prototype.query as (this: Client, ...args: unknown[]) => unknown;
Client.prototype.query = function query(this: Client, ...args: unknown[]) {
  if (isAsked()) sent.push({ text: textOf(args[0]), connection: this });
  return send.apply(this, args);
} as typeof Client.prototype.query;

/** Returns every statement that was sent to a PostgreSQL server for what the tests of this file asked since the last call. */
export function takeWireStatements(): readonly SentStatement[] {
  return sent.splice(0);
}

function textOf(query: unknown): string {
  return typeof query === 'string' ? query : (query as { readonly text: string }).text;
}
