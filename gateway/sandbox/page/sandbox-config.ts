import { isObject, stringAt } from './graph-request.ts';

export interface DemoUser {
  readonly login: string;
  readonly label: string;
}
export interface SandboxConfig {
  readonly demoUsers: readonly DemoUser[];
  readonly demoPassword: string;
}

const NO_DEMO: SandboxConfig = { demoUsers: [], demoPassword: '' };

/** What the server says of its demo data (`/sandbox/config.json`); no demo users where it has none or says nothing. */
export async function loadSandboxConfig(): Promise<SandboxConfig> {
  try {
    const response = await fetch('/sandbox/config.json', { headers: { accept: 'application/json' } });
    const body: unknown = response.ok ? await response.json() : null;
    if (!isObject(body) || body['demo'] !== true || !Array.isArray(body['demoUsers'])) return NO_DEMO;
    const demoUsers = body['demoUsers'].flatMap((user: unknown) => {
      const login = stringAt(user, 'login');
      return login ? [{ login, label: stringAt(user, 'label') ?? login }] : [];
    });
    return { demoUsers, demoPassword: stringAt(body, 'demoPassword') ?? '' };
  } catch {
    return NO_DEMO;
  }
}
