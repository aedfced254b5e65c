/** The configuration is not usable; the message has one line for each fault, with its cure. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads variables and gathers what is wrong with them, so that a start names every fault at once. */
export interface EnvironmentReader {
  text(name: string, fallback?: string): string;
  optional(name: string): string | undefined;
  /** An e-mail address, which need not be given. */
  optionalMail(name: string): string | undefined;
  integer(name: string, fallback: number, range: { readonly min: number; readonly max: number }): number;
  url(name: string, protocols: readonly string[], fallback?: string): string;
  /** Adds a fault that was found in what was read, as a sentence. */
  fault(text: string): void;
  /** Throws a ConfigError when anything read so far was missing or malformed. */
  check(): void;
}

/** Reads an environment; nothing is thrown before `check`. */
export function readEnvironment(environment: Environment): EnvironmentReader {
  const faults: string[] = [];
  const value = (name: string): string | undefined => {
    const text = environment[name]?.trim();
    return text === '' ? undefined : text;
  };
  const required = (name: string, fallback: string | undefined): string => {
    const text = value(name) ?? fallback;
    if (text !== undefined) return text;
    faults.push(`${name} is missing; set it in the environment.`);
    return '';
  };
  return {
    text: required,
    optional: value,
    optionalMail(name) {
      const text = value(name);
      if (text !== undefined && !/^[^\s@<>,;]+@[^\s@<>,;]+$/u.test(text)) {
        faults.push(`${name} must be one e-mail address, got "${text}".`);
      }
      return text;
    },
    integer(name, fallback, { min, max }) {
      const text = value(name);
      if (text === undefined) return fallback;
      const number = Number(text);
      if (Number.isInteger(number) && number >= min && number <= max) return number;
      faults.push(`${name} must be a whole number from ${min} to ${max}, got "${text}".`);
      return fallback;
    },
    url(name, protocols, fallback) {
      const text = required(name, fallback);
      if (text !== '' && (!URL.canParse(text) || !protocols.includes(new URL(text).protocol))) {
        faults.push(`${name} must be an address that begins with ${protocols.map((p) => `${p}//`).join(' or ')}.`);
      }
      return text;
    },
    fault: (text) => void faults.push(text),
    check() {
      if (faults.length > 0) throw new ConfigError(faults.join('\n'));
    },
  };
}
