import { BUS_SCENARIOS } from './buses.ts';
import { CLOCK_SCENARIOS } from './clocks.ts';
import { DATABASE_SCENARIOS } from './databases.ts';
import { NETWORK_SCENARIOS } from './networks.ts';
import { PROCESS_SCENARIOS } from './processes.ts';
import type { Scenario } from './scenario.ts';
import { VENDOR_SCENARIOS } from './vendors.ts';

/** Every fault that the platform has to survive, in the order of the table. */
export const SCENARIOS: readonly Scenario[] = [
  ...PROCESS_SCENARIOS,
  ...VENDOR_SCENARIOS,
  ...DATABASE_SCENARIOS,
  ...BUS_SCENARIOS,
  ...NETWORK_SCENARIOS,
  ...CLOCK_SCENARIOS,
];
