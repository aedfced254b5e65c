import { SignInDocument, type SignInMutation } from '../../schema/operations/generated/graphql.ts';
import { GraphClient } from './graph-client.ts';

/** A running graph, embedded or distributed, with the sample hierarchy and catalogue. */
export interface Platform {
  readonly url: string;
  /** The password of every sample user. */
  readonly password: string;
  /** The directory to which mails are written as files. */
  readonly mailDirectory: string;
  /** The path of the vendor's log, which holds everything that took effect at the vendor. */
  readonly vendorLog: string;
}

/** Signs a sample user in. Throws when the sign-in is refused. */
export async function signIn(platform: Pick<Platform, 'url' | 'password'>, login: string): Promise<GraphClient> {
  const { session } = await trySignIn(platform, login, platform.password);
  if (session === null) throw new Error(`${login} could not sign in`);
  return new GraphClient(platform.url, session.accessToken);
}

/** Signs in with a password and returns the payload. */
export async function trySignIn(
  platform: Pick<Platform, 'url'>,
  login: string,
  password: string,
): Promise<SignInMutation['signIn']> {
  const answer = await new GraphClient(platform.url).data(SignInDocument, { input: { login, password } });
  return answer.signIn;
}

/** Does something at the first call only, and gives every caller its result. */
export function once<Result>(act: () => Promise<Result>): () => Promise<Result> {
  let result: Promise<Result> | undefined;
  return () => (result ??= act());
}

/** Reads a stream up to and including the last wanted item, and then stops it. */
export async function readUntil<Item>(items: AsyncIterable<Item>, isLast: (item: Item) => boolean): Promise<Item[]> {
  const read: Item[] = [];
  for await (const item of items) {
    read.push(item);
    if (isLast(item)) break;
  }
  return read;
}
