import { isObject, stringAt } from './graph/graph-request.ts';

export interface DemoUser {
  readonly login: string;
  /** The account's name. */
  readonly label: string;
  /** A few words that describe the account. */
  readonly role: string;
  /** The MPN ID and domain that the account states to the vendor with its first order. */
  readonly identity: { readonly mpnId: string; readonly domain: string } | null;
}
export interface SandboxConfig {
  /** Whether callers sign in here. Where they do not, the graph is a foreign one: Tiergraph's own has accounts. */
  readonly signIn: boolean;
  readonly demoUsers: readonly DemoUser[];
  readonly demoPassword: string;
}

const USUAL: SandboxConfig = { signIn: true, demoUsers: [], demoPassword: '' };

/** What the server says about its graph (`/sandbox/config.json`); no demo users when it has none or does not answer. */
export async function loadSandboxConfig(): Promise<SandboxConfig> {
  try {
    const response = await fetch('/sandbox/config.json', { headers: { accept: 'application/json' } });
    const body: unknown = response.ok ? await response.json() : null;
    if (!isObject(body)) return USUAL;
    const signIn = body['signIn'] !== false;
    if (body['demo'] !== true || !Array.isArray(body['demoUsers'])) return { ...USUAL, signIn };
    const demoUsers = body['demoUsers'].flatMap((user: unknown) => {
      const login = stringAt(user, 'login');
      if (!login) return [];
      const [mpnId, domain] = [stringAt(user, 'identity', 'mpnId'), stringAt(user, 'identity', 'domain')];
      const identity = mpnId && domain ? { mpnId, domain } : null;
      return [{ login, label: stringAt(user, 'label') ?? login, role: stringAt(user, 'role') ?? '', identity }];
    });
    return { signIn, demoUsers, demoPassword: stringAt(body, 'demoPassword') ?? '' };
  } catch {
    return USUAL;
  }
}
