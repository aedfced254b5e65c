import { readEnvironment, type Environment, type EnvironmentReader } from '../shared/process/config.ts';
import { readMailOptions } from '../shared/mail/mail-config.ts';
import type { MailerOptions } from '../shared/mail/mailer.ts';
import { createSealer, type Sealer } from '../shared/database/sealing.ts';
import { readIdentityProviders, type IdentityProvider } from './rules/single-sign-on/identity-provider.ts';
import { DEFAULT_ATTEMPT_POLICY, type AttemptPolicy } from './rules/sign-in/sign-in-attempts.ts';

export interface AccountsConfig {
  readonly sealer: Sealer;
  readonly attempts: AttemptPolicy;
  readonly mail: MailerOptions;
  /** Where people reach the platform, for the links in their mail. */
  readonly publicUrl: string;
  /** A list of leaked passwords; undefined for the one of the project. */
  readonly leakedPasswords: string | undefined;
  /** The agreement that resellers sign; undefined for the sample of the project. */
  readonly agreementFile: string | undefined;
  /** The lifetime of an access token. */
  readonly accessTokenSeconds: number;
  /** The lifetime of a session, which refresh tokens continue. */
  readonly sessionSeconds: number;
  /** At which users may sign in besides the platform itself. */
  readonly identityProviders: readonly IdentityProvider[];
  /** The addresses of portals to which the browser may return after signing in. */
  readonly returnUrls: readonly string[];
  /** True in the embedded mode with its demo users. Everywhere else their public password is refused. */
  readonly demo: boolean;
}

const DAY_SECONDS = 86_400;

/** Reads the configuration of accounts. Throws a ConfigError with one line for each error. */
export function readAccountsConfig(environment: Environment): AccountsConfig {
  const read = readEnvironment(environment);
  const keys = read.text('SEALING_KEYS');
  const accessTokenSeconds = read.integer('ACCESS_TOKEN_SECONDS', 900, { min: 10, max: 3_600 });
  const sessionSeconds = read.integer('SESSION_SECONDS', 30 * DAY_SECONDS, { min: 60, max: 365 * DAY_SECONDS });
  const maxFailures = read.integer('SIGN_IN_MAX_FAILURES', DEFAULT_ATTEMPT_POLICY.maxFailures, { min: 1, max: 1_000 });
  const mail = readMailOptions(read);
  const publicUrl = read.url('PUBLIC_URL', ['http:', 'https:'], 'http://localhost:4000');
  const agreementFile = read.optional('AGREEMENT_FILE');
  const identityProviders = readProviders(read);
  const returnUrls = readReturnUrls(read, publicUrl);
  const leakedPasswords = read.optional('LEAKED_PASSWORDS');
  read.check();
  return {
    sealer: createSealer(keys),
    mail,
    publicUrl,
    identityProviders,
    returnUrls,
    leakedPasswords,
    agreementFile,
    attempts: { ...DEFAULT_ATTEMPT_POLICY, maxFailures },
    accessTokenSeconds,
    sessionSeconds,
    demo: read.optional('TIERGRAPH_DEMO') === '1',
  };
}

function readProviders(read: EnvironmentReader): readonly IdentityProvider[] {
  const { providers, faults } = readIdentityProviders(read.optional('IDENTITY_PROVIDERS') ?? '[]');
  for (const fault of faults) read.fault(`IDENTITY_PROVIDERS${fault.startsWith('[') ? '' : ' '}${fault}`);
  return providers;
}

/** The addresses in the form in which they are compared; the sandbox is there unless others are listed. */
function readReturnUrls(read: EnvironmentReader, publicUrl: string): readonly string[] {
  const listed = read.optional('SIGN_IN_RETURN_URLS')?.split(',') ?? [publicUrl];
  return listed.flatMap((text) => {
    const url = URL.parse(text.trim());
    if (url !== null && ['http:', 'https:'].includes(url.protocol) && url.hash === '') return [url.href];
    read.fault(`SIGN_IN_RETURN_URLS must be addresses that begin with http:// or https://, got "${text.trim()}".`);
    return [];
  });
}
