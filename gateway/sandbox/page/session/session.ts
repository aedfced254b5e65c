import refreshSessionOperation from '../../../../schema/operations/refresh-session.graphql?raw';
import signInOperation from '../../../../schema/operations/sign-in.graphql?raw';
import { isObject, requestGraph, stringAt } from '../graph/graph-request.ts';
import type { GraphAnswer } from '../graph/graph-request.ts';
import type { ReturnedSignIn } from './single-sign-on.ts';

const SIGN_OUT = 'mutation SignOut { signOut { userErrors { code message } } }';
const COMPLETE_SIGN_IN = `mutation CompleteSignIn($input: CompleteSignInInput!) {
  completeSignIn(input: $input) {
    session { accessToken refreshToken expiresAt }
    viewer { user { firstName lastName login } account { name type } }
    userErrors { message }
  }
}`;
const STORAGE_KEY = 'tiergraph.session';
/** A token is renewed this long before it expires, or after three quarters of its life if that is shorter. */
const RENEW_EARLY_MS = 60_000;
/** The pause before renewal is tried again when the server could not be reached. */
const RENEW_AGAIN_MS = 5_000;

interface SignedIn {
  readonly kind: 'signed-in';
  readonly accessToken: string;
  readonly refreshToken: string;
  /** By the clock of this browser, in milliseconds since 1970. */
  readonly renewAtMs: number;
  readonly userName: string;
  readonly login: string;
  readonly accountName: string;
  readonly accountType: string;
}
interface SignedOut {
  readonly kind: 'signed-out';
  /** Why nobody is signed in, in words; null when nobody has tried. */
  readonly problem: string | null;
}
export type SessionState = SignedIn | SignedOut;

/** The mutations that answer a session. */
type SessionField = 'signIn' | 'completeSignIn' | 'refreshSession';

/** Signs in and out, keeps the tokens for this browser tab, and renews them before they expire. */
export class Session {
  #state: SessionState = { kind: 'signed-out', problem: null };
  #renewal: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #listeners = new Set<() => void>();
  readonly #storage: Storage;

  constructor(storage: Storage) {
    this.#storage = storage;
    const kept = readKept(storage.getItem(STORAGE_KEY));
    if (kept) this.#become(kept);
  }

  /** The current state; the same object until it changes. */
  readonly state = (): SessionState => this.#state;

  /** Calls back after every change, a renewed token included. Returns a function that ends this. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Signs in. A refusal becomes the `problem` of the signed-out state, in the server's words. */
  async signIn(login: string, password: string): Promise<void> {
    await this.#begin(signInOperation, 'signIn', { login, password });
  }

  /** Signs in with what the browser has returned with from the platform's own page. */
  async completeSignIn(returned: ReturnedSignIn): Promise<void> {
    await this.#begin(COMPLETE_SIGN_IN, 'completeSignIn', returned);
  }

  async #begin(query: string, field: SessionField, input: object): Promise<void> {
    try {
      const answer = await requestGraph({ query, variables: { input }, accessToken: null });
      this.#become(sessionFrom(answer, field));
    } catch (error) {
      this.#become({ kind: 'signed-out', problem: messageOf(error) });
    }
  }

  /** Forgets the tokens at once and ends the session at the server. */
  async signOut(): Promise<void> {
    const { accessToken } = { accessToken: null, ...this.#state };
    this.#become({ kind: 'signed-out', problem: null });
    // The page is signed out whether the server learns of it or not; its tokens expire by themselves.
    if (accessToken) await requestGraph({ query: SIGN_OUT, accessToken }).catch(() => undefined);
  }

  /** A token that is valid for the next request, renewed if necessary; null when nobody is signed in. */
  async accessToken(): Promise<string | null> {
    if (this.#state.kind === 'signed-in' && this.#state.renewAtMs <= Date.now()) await this.#renew();
    return this.#state.kind === 'signed-in' ? this.#state.accessToken : null;
  }

  /** Reports that the server no longer accepts this token. Has no effect when the token has been replaced since. */
  refused(accessToken: string): void {
    if (this.#state.kind !== 'signed-in' || this.#state.accessToken !== accessToken) return;
    this.#become({ kind: 'signed-out', problem: 'Your session is no longer valid. Sign in again.' });
  }

  #become(state: SessionState): void {
    this.#state = state;
    clearTimeout(this.#timer);
    if (state.kind === 'signed-in') {
      this.#storage.setItem(STORAGE_KEY, JSON.stringify(state));
      this.#renewIn(state.renewAtMs - Date.now());
    } else {
      this.#storage.removeItem(STORAGE_KEY);
    }
    for (const listener of this.#listeners) listener();
  }

  #renewIn(delayMs: number): void {
    // A delay above 2^31 - 1 ms would fire at once.
    this.#timer = setTimeout(() => void this.#renew(), Math.min(Math.max(0, delayMs), 2 ** 31 - 1));
  }

  /** Only one renewal at a time, because a refresh token can be used once. */
  #renew(): Promise<void> {
    this.#renewal ??= this.#renewOnce().finally(() => (this.#renewal = null));
    return this.#renewal;
  }

  async #renewOnce(): Promise<void> {
    const before = this.#state;
    if (before.kind !== 'signed-in') return;
    const variables = { input: { refreshToken: before.refreshToken } };
    const answer = await requestGraph({ query: refreshSessionOperation, variables, accessToken: null }).catch(
      () => null,
    );
    // Someone may have signed in or out while the request was under way; then this answer is not for them.
    if (this.#state !== before) return;
    // No answer is not a refusal: a server that restarts does not sign anybody out.
    if (!isObject(answer?.data?.['refreshSession'])) return this.#renewIn(RENEW_AGAIN_MS);
    try {
      this.#become(sessionFrom(answer, 'refreshSession'));
    } catch (error) {
      this.#become({ kind: 'signed-out', problem: `Your session has ended. ${messageOf(error)}` });
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function sessionFrom({ data, errors, serverTimeMs }: GraphAnswer, field: SessionField): SignedIn {
  const payload = data?.[field];
  const accessToken = stringAt(payload, 'session', 'accessToken');
  const refreshToken = stringAt(payload, 'session', 'refreshToken');
  const expiresAt = Date.parse(stringAt(payload, 'session', 'expiresAt') ?? '');
  if (!accessToken || !refreshToken || Number.isNaN(expiresAt)) throw new Error(refusalIn(payload, errors));
  const names = [stringAt(payload, 'viewer', 'user', 'firstName'), stringAt(payload, 'viewer', 'user', 'lastName')];
  const login = stringAt(payload, 'viewer', 'user', 'login') ?? '';
  // The clocks of server and browser may differ by hours; the time between the answer and the expiry does not.
  const lifeMs = Math.max(RENEW_AGAIN_MS, expiresAt - serverTimeMs);
  return {
    kind: 'signed-in',
    accessToken,
    refreshToken,
    renewAtMs: Date.now() + lifeMs - Math.min(RENEW_EARLY_MS, lifeMs / 4),
    userName: names.filter(Boolean).join(' ') || login,
    login,
    accountName: stringAt(payload, 'viewer', 'account', 'name') ?? '',
    accountType: stringAt(payload, 'viewer', 'account', 'type') ?? '',
  };
}

function refusalIn(payload: unknown, errors: GraphAnswer['errors']): string {
  const userErrors = isObject(payload) && Array.isArray(payload['userErrors']) ? payload['userErrors'] : [];
  const messages = [...userErrors, ...errors].map((error: unknown) => stringAt(error, 'message')).filter(Boolean);
  return messages.join(' ') || 'The server gave no session and no reason.';
}

function readKept(text: string | null): SignedIn | null {
  try {
    const kept: unknown = JSON.parse(text ?? 'null');
    // This class alone writes the value, in this form. The form of another release is worth no more than a new sign-in.
    return isObject(kept) && kept['kind'] === 'signed-in' && typeof kept['renewAtMs'] === 'number'
      ? (kept as unknown as SignedIn)
      : null;
  } catch {
    return null;
  }
}
