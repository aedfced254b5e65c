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
    clientId: environment['SIMULATOR_CLIENT_ID'],
    clientSecret: environment['SIMULATOR_CLIENT_SECRET'],
    agreementVersion: textFrom(environment, 'SIMULATOR_AGREEMENT_VERSION'),
    tenants: tenantsFrom(environment['SIMULATOR_TENANTS']),
    partners: partnersFrom(environment['SIMULATOR_PARTNERS']),
  };
}

/**
 * Tenants that exist from the start, have accepted the relationship and the customer agreement, with commas between:
 * a domain, then `:education` or `:nonprofit`, then `:` and the domain of each of its resellers (every one unless given).
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
        `SIMULATOR_TENANTS: "${entry}" must be a domain, then :education or :nonprofit, then :<domain of a reseller>.`,
      );
    }
    return { domain, qualification, relationship: true, ...(resellers.length === 0 ? {} : { resellers }) };
  });
}

/** Partners besides the default ones, with commas between: `domain:mpn`, then `:notenrolled` or `:unrelated`. */
function partnersFrom(list = ''): SimulatorOptions['partners'] {
  return entriesOf(list).map((entry) => {
    const [domain = '', mpnId = '', ...words] = entry.split(':');
    if (words.some((word) => word !== 'notenrolled' && word !== 'unrelated')) {
      throw new Error(`SIMULATOR_PARTNERS: "${entry}" must be domain:mpn, then :notenrolled or :unrelated.`);
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
