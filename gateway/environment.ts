import type { JWK } from 'jose';
import { importSigningKey } from './security/context-token.ts';
import { isForwardable } from './security/forwarded-headers.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment is not valid. The message has one line per fault. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.faults = faults;
  }
}

/** Reads environment variables and collects every fault, so that one start reports them all. */
export class EnvironmentReader {
  readonly faults: string[] = [];
  readonly #environment: Environment;
  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** Throws a `ConfigError` with all faults found so far. */
  finish(): void {
    if (this.faults.length > 0) throw new ConfigError(this.faults);
  }

  text(name: string, fallback: string): string {
    return this.#environment[name] || fallback;
  }

  wholeNumber(name: string, fallback: number, [min, max]: readonly [number, number]): number {
    const given = this.#environment[name];
    if (!given) return fallback;
    const value = /^\d+$/.test(given) ? Number(given) : Number.NaN;
    if (value >= min && value <= max) return value;
    this.faults.push(`${name} must be a number between ${min} and ${max}, got "${given}"`);
    return fallback;
  }

  choice<Choice extends string>(name: string, fallback: Choice, choices: readonly Choice[]): Choice {
    const given = this.#environment[name];
    if (!given) return fallback;
    const chosen = choices.find((choice) => choice === given);
    if (chosen === undefined) this.faults.push(`${name} must be one of ${choices.join(', ')}, got "${given}"`);
    return chosen ?? fallback;
  }

  /** One or several addresses. */
  urls(name: string, fallback: string): readonly string[] {
    const given = this.list(name, fallback);
    for (const url of given.length > 0 ? given : ['']) {
      if (!isHttpUrl(url)) this.faults.push(`${name} must be an http(s) URL, got "${url}"`);
    }
    return given;
  }

  /** The addresses of subscriptions: http(s) for server-sent events, ws(s) for WebSocket. None when not set. */
  subscriptionsUrls(name: string): readonly string[] {
    const given = this.list(name, '');
    for (const url of given) {
      if (hasCredentials(url)) {
        this.faults.push(`${name} must not hold a user or a password`);
      } else if (!isHttpUrl(url) && !isWebSocketUrl(url)) {
        this.faults.push(`${name} must be an http(s) or ws(s) URL, got "${url}"`);
      }
    }
    return given;
  }

  origins(name: string): readonly string[] {
    const given = this.list(name, '');
    for (const origin of given) {
      if (URL.parse(origin)?.origin === origin) continue;
      this.faults.push(`${name} must list origins such as https://portal.example, got "${origin}"`);
    }
    return given;
  }

  /** The names of request headers, in lower case. */
  forwardedHeaders(name: string): readonly string[] {
    const given = this.list(name, '').map((header) => header.toLowerCase());
    for (const header of given) {
      if (isForwardable(header)) continue;
      this.faults.push(`${name} must list headers that may be passed on, got "${header}"`);
    }
    return given;
  }

  /** The value is a secret, so the fault does not repeat it. */
  signingKey(name: string): JWK | undefined {
    try {
      const jwk = JSON.parse(this.text(name, '')) as JWK;
      importSigningKey(jwk);
      return jwk;
    } catch {
      this.faults.push(`${name} must be a private Ed25519 key as JSON Web Key`);
      return undefined;
    }
  }

  /** The items of a text with commas, without empty ones. */
  list(name: string, fallback: string): readonly string[] {
    return this.text(name, fallback)
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '');
  }
}

/** Whether a text is an HTTP address. */
export function isHttpUrl(text: string): boolean {
  return /^https?:$/.test(URL.parse(text)?.protocol ?? '');
}

/** Whether a text is a WebSocket address. */
export function isWebSocketUrl(text: string): boolean {
  return /^wss?:$/.test(URL.parse(text)?.protocol ?? '');
}

/**
 * Whether an address holds a user name or a password: they would not be sent, and they would appear in error messages.
 */
export function hasCredentials(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && (url.username !== '' || url.password !== '');
}
