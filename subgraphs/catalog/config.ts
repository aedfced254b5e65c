import { join, resolve } from 'node:path';
import { ConfigError, readEnvironment, type Environment, type EnvironmentReader } from '../shared/process/config.ts';
import { createSealer, type Sealer } from '../shared/database/sealing.ts';
import { parsePercent } from './rules/prices/price.ts';

/** The margins of sellers when none of their rules applies, in millionths of a percent. */
export interface DefaultMargins {
  readonly providerMillionths: bigint;
  readonly resellerMillionths: bigint;
}

export interface CatalogConfig {
  /** Encrypts the prices of other accounts that are sent with a quote. */
  readonly sealer: Sealer;
  /** The import folder: sheets to import are named by their paths below it. */
  readonly importDir: string;
  /** Where people reach the gateway, for the links to files. */
  readonly publicUrl: string;
  /** The hosts from which sheets may be fetched; none by default. */
  readonly importHosts: ReadonlySet<string>;
  /** The folder with the mappings of vendors whose price lists have a layout of their own. */
  readonly mappingsDir: string;
  readonly defaultMargins: DefaultMargins;
}

/** Reads the configuration of the catalogue. Throws a ConfigError that has one line for each fault. */
export function readCatalogConfig(environment: Environment): CatalogConfig {
  const read = readEnvironment(environment);
  const faults: string[] = [];
  const percent = (name: string, fallback: string): bigint => {
    const text = read.text(name, fallback);
    const millionths = parsePercent(text);
    if (millionths !== undefined && millionths > -100_000_000n) return millionths;
    faults.push(`${name} must be a percentage above -100, such as ${fallback}, got "${text}".`);
    return 0n;
  };
  const defaultMargins = {
    providerMillionths: percent('DEFAULT_MARGIN_PERCENT_PROVIDER', '8'),
    resellerMillionths: percent('DEFAULT_MARGIN_PERCENT_RESELLER', '12'),
  };
  const importDir = resolve(read.text('IMPORT_DIR', join(read.text('DATA_DIR', 'data'), 'import')));
  const mappingsDir = readMappingsDir(read);
  const keys = read.text('SEALING_KEYS');
  const publicUrl = read.url('PUBLIC_URL', ['http:', 'https:'], 'http://localhost:4000');
  const hosts = read.text('IMPORT_ALLOWED_HOSTS', ' ').split(',');
  read.check();
  if (faults.length > 0) throw new ConfigError(faults.join('\n'));
  return {
    sealer: createSealer(keys),
    importDir,
    publicUrl,
    importHosts: new Set(hosts.map((host) => host.trim().toLowerCase()).filter((host) => host !== '')),
    mappingsDir,
    defaultMargins,
  };
}

/** The folder of mappings, which the import command reads as well. */
export function readMappingsDir(read: EnvironmentReader): string {
  return resolve(read.text('VENDOR_MAPPINGS_DIR', join(read.text('DATA_DIR', 'data'), 'mappings')));
}
