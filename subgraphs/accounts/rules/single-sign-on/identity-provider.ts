/** An OpenID Connect provider at which users of the platform may sign in. */
export interface IdentityProvider {
  /** Names it in addresses: lower-case letters, digits and hyphens. */
  readonly id: string;
  /** What people read. */
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The domains, in lower case, whose addresses it may vouch for; undefined for any. */
  readonly emailDomains: readonly string[] | undefined;
  /** Whether its addresses count as verified although it does not say so. */
  readonly emailsAreVerified: boolean;
}

const KEYS = ['id', 'name', 'issuer', 'clientId', 'clientSecret', 'emailDomains', 'emailsAreVerified'];
const ID = /^[a-z0-9][a-z0-9-]{0,31}$/;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,63}$/;

/** What was read, and every fault of it, each as the end of a sentence. */
export interface ReadProviders {
  readonly providers: readonly IdentityProvider[];
  readonly faults: readonly string[];
}

/** Reads the configured providers: a JSON list of objects. */
export function readIdentityProviders(text: string): ReadProviders {
  const entries = parse(text);
  if (!Array.isArray(entries)) return { providers: [], faults: ['must be a JSON list of providers.'] };
  const read = entries.map((entry: unknown, index) => readOne(entry, `[${index}]`));
  const providers = read.flatMap(({ providers: found }) => found);
  const faults = read.flatMap(({ faults: found }) => found);
  const repeated = providers.find(({ id }, index) => providers.findIndex((one) => one.id === id) !== index);
  return { providers, faults: repeated ? [...faults, `names two providers "${repeated.id}".`] : faults };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readOne(entry: unknown, place: string): ReadProviders {
  if (typeof entry !== 'object' || entry === null) {
    return { providers: [], faults: [`${place} must be an object.`] };
  }
  const given = entry as Readonly<Record<string, unknown>>;
  const text = (key: string): string => (typeof given[key] === 'string' ? given[key].trim() : '');
  const domains = given['emailDomains'];
  const provider: IdentityProvider = {
    id: text('id'),
    name: text('name'),
    issuer: text('issuer'),
    clientId: text('clientId'),
    clientSecret: text('clientSecret'),
    emailDomains: isDomains(domains) ? domains.map((domain) => domain.toLowerCase()) : undefined,
    emailsAreVerified: given['emailsAreVerified'] === true,
  };
  const faults = [
    ...Object.keys(given).flatMap((key) => (KEYS.includes(key) ? [] : [`${place} has the unknown key "${key}".`])),
    ...(ID.test(provider.id) ? [] : [`${place}.id must be 1 to 32 lower-case letters, digits or hyphens.`]),
    ...(['name', 'clientId', 'clientSecret'] as const).flatMap((key) =>
      provider[key] === '' ? [`${place}.${key} is missing.`] : [],
    ),
    ...(isIssuer(provider.issuer)
      ? []
      : [`${place}.issuer must begin with https:, or with http: on this machine alone.`]),
    ...(domains === undefined || isDomains(domains) ? [] : [`${place}.emailDomains must be a list of domains.`]),
    // Else anybody who can open an account there could become anybody here.
    ...(provider.emailsAreVerified && provider.emailDomains === undefined
      ? [`${place}.emailsAreVerified needs emailDomains.`]
      : []),
  ];
  return { providers: faults.length > 0 ? [] : [provider], faults };
}

function isDomains(value: unknown): value is readonly string[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((one) => typeof one === 'string' && DOMAIN.test(one.toLowerCase()))
  );
}

function isIssuer(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && (url.protocol === 'https:' || isLoopback(url));
}

/** Whether an address is on this machine, where a connection without TLS is no risk. */
export function isLoopback({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}
