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
    tenants: tenantsFrom(environment['SIMULATOR_TENANTS']),
  };
}

/** Tenants that exist from the start and have accepted the relationship: `domain` or `domain:education`, with commas. */
function tenantsFrom(list = ''): SimulatorOptions['tenants'] {
  const entries = list.split(',').map((entry) => entry.trim());
  return entries
    .filter((entry) => entry !== '')
    .map((entry) => {
      const [domain = '', qualification = 'none'] = entry.split(':');
      if (qualification !== 'none' && qualification !== 'education' && qualification !== 'nonprofit') {
        throw new Error(`SIMULATOR_TENANTS: "${entry}" must be a domain, or a domain with :education or :nonprofit.`);
      }
      return { domain, qualification, relationship: true };
    });
}

function numberFrom(environment: NodeJS.ProcessEnv, name: string, otherwise?: number): number | undefined {
  const value = environment[name];
  if (value === undefined || value === '') return otherwise;
  if (!/^\d+(\.\d+)?$/.test(value)) throw new Error(`${name} must be a number, not ${JSON.stringify(value)}.`);
  return Number(value);
}
