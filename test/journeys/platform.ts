import { SignInDocument, type SignInMutation } from '../../schema/operations/generated/graphql.ts';
import { GraphClient } from './graph-client.ts';

/** A running graph with the sample hierarchy and catalogue, in whichever form it runs. */
export interface Platform {
  readonly url: string;
  /** Of every sample user. */
  readonly password: string;
  /** Where mail is put as files. */
  readonly mailDirectory: string;
  /** The vendor's own log of what took effect there. */
  readonly vendorLog: string;
}

/** Signs a sample user in; throws when that is refused. */
export async function signIn(platform: Pick<Platform, 'url' | 'password'>, login: string): Promise<GraphClient> {
  const { session } = await trySignIn(platform, login, platform.password);
  if (session === null) throw new Error(`${login} could not sign in`);
  return new GraphClient(platform.url, session.accessToken);
}

/** What signing in with this password answers. */
export async function trySignIn(
  platform: Pick<Platform, 'url'>,
  login: string,
  password: string,
): Promise<SignInMutation['signIn']> {
  const answer = await new GraphClient(platform.url).data(SignInDocument, { input: { login, password } });
  return answer.signIn;
}

/** Does something at the first call only, and gives every caller what came of it. */
export function once<Result>(act: () => Promise<Result>): () => Promise<Result> {
  let result: Promise<Result> | undefined;
  return () => (result ??= act());
}

/** Reads a live list until an item ends it, that item included, and leaves. */
export async function readUntil<Item>(items: AsyncIterable<Item>, isLast: (item: Item) => boolean): Promise<Item[]> {
  const read: Item[] = [];
  for await (const item of items) {
    read.push(item);
    if (isLast(item)) break;
  }
  return read;
}
