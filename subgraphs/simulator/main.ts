import { startSimulator } from './start-simulator.ts';
import type { SimulatorOptions } from './simulator-options.ts';

try {
  const simulator = await startSimulator(optionsFromEnvironment(process.env));
  process.stdout.write(`vendor simulator ready at ${simulator.url}\n`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void simulator.stop().then(() => process.exit(0)));
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : 'The vendor simulator failed to start.'}\n`);
  process.exitCode = 1;
}

function optionsFromEnvironment(environment: NodeJS.ProcessEnv): SimulatorOptions {
  return {
    logPath: environment['SIMULATOR_LOG'] ?? 'data/simulator.jsonl',
    port: numberFrom(environment, 'SIMULATOR_PORT', 4010),
    speed: numberFrom(environment, 'SIMULATOR_SPEED'),
    provisioningSeconds: numberFrom(environment, 'SIMULATOR_PROVISIONING_SECONDS'),
    lateSeconds: numberFrom(environment, 'SIMULATOR_LATE_SECONDS'),
    requestsPerMinute: numberFrom(environment, 'SIMULATOR_REQUESTS_PER_MINUTE'),
    latencyMs: numberFrom(environment, 'SIMULATOR_LATENCY_MS'),
    clientId: environment['SIMULATOR_CLIENT_ID'],
    clientSecret: environment['SIMULATOR_CLIENT_SECRET'],
    agreementVersion: textFrom(environment, 'SIMULATOR_AGREEMENT_VERSION'),
    tenants: tenantsFrom(environment['SIMULATOR_TENANTS']),
    partners: partnersFrom(environment['SIMULATOR_PARTNERS']),
  };
}

/**
 * Reads the tenants that exist from the start, separated by commas. They have accepted the relationship and the customer
 * agreement. Each is a domain, optionally followed by `:education` or `:nonprofit`, and by `:` and the domain of each
 * reseller that it has a relationship with (all of them by default).
 */
function tenantsFrom(list = ''): SimulatorOptions['tenants'] {
  return entriesOf(list).map((entry) => {
    const [domain = '', ...words] = entry.split(':');
    const resellers = words.filter((word) => word.includes('.'));
    const [qualification = 'none', ...rest] = words.filter((word) => !word.includes('.'));
    if (
      rest.length > 0 ||
      (qualification !== 'none' && qualification !== 'education' && qualification !== 'nonprofit')
    ) {
      throw new Error(
        `SIMULATOR_TENANTS: "${entry}" must be a domain, optionally with :education or :nonprofit and :<reseller domain>.`,
      );
    }
    return { domain, qualification, relationship: true, ...(resellers.length === 0 ? {} : { resellers }) };
  });
}

/**
 * Reads the partners besides the default ones, separated by commas. Each is `domain:mpn`, optionally followed by
 * `:notenrolled` or `:unrelated`.
 */
function partnersFrom(list = ''): SimulatorOptions['partners'] {
  return entriesOf(list).map((entry) => {
    const [domain = '', mpnId = '', ...words] = entry.split(':');
    if (words.some((word) => word !== 'notenrolled' && word !== 'unrelated')) {
      throw new Error(`SIMULATOR_PARTNERS: "${entry}" must be domain:mpn, optionally with :notenrolled or :unrelated.`);
    }
    return {
      domain,
      mpnId,
      enrolledInCsp: !words.includes('notenrolled'),
      relationship: words.includes('unrelated') ? 'None' : 'Active',
    };
  });
}

function entriesOf(list: string): readonly string[] {
  return list
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

function textFrom(environment: NodeJS.ProcessEnv, name: string): string | undefined {
  return environment[name] || undefined;
}

function numberFrom(environment: NodeJS.ProcessEnv, name: string, otherwise?: number): number | undefined {
  const value = environment[name];
  if (value === undefined || value === '') return otherwise;
  if (!/^\d+(\.\d+)?$/.test(value)) throw new Error(`${name} must be a number, not ${JSON.stringify(value)}.`);
  return Number(value);
}
