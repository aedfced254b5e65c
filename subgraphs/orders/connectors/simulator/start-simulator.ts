import type { Simulator, SimulatorOptions } from './simulator-options.ts';

/** Placeholder signature; see the module's own docstring once it is filled in. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  throw new Error(`not started: ${options.logPath}`);
}
