import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { COMPILED } from '../../support/processes.ts';

/** The gateway's entry file. */
export const gatewayMain = fileURLToPath(new URL('../../../gateway/main.ts', import.meta.url));

/** The gateway as its own process, killed when its test ends. */
export interface GatewayProcess {
  readonly process: ChildProcess;
  output(): string;
  errors(): string;
  exitCode(): Promise<number | null>;
}

/** Runs the gateway's entry file as its own process; Node strips the types. */
export function startGatewayProcess(
  environment: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): GatewayProcess {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', gatewayMain, ...args], {
    env: { ...COMPILED, PATH: process.env['PATH'], ...environment },
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  const exited = once(child, 'close').then(([code]) => code as number | null);
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await exited;
  });
  return { process: child, output: () => output, errors: () => errors, exitCode: async () => await exited };
}

/** Waits until the output has matched so often, and gives the last match's first group, or the whole match. */
export async function waitForOutput(started: GatewayProcess, pattern: RegExp, times = 1): Promise<string> {
  const everywhere = new RegExp(pattern.source, `${pattern.flags.replace('g', '')}g`);
  for (;;) {
    const match = [...started.output().matchAll(everywhere)][times - 1];
    if (match !== undefined) return match[1] ?? match[0];
    if (started.process.exitCode !== null) throw new Error(`ended: ${started.errors()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Waits until the gateway is ready; its address has no slash at the end. */
export async function readyUrl(started: GatewayProcess): Promise<string> {
  return await waitForOutput(started, /^Tiergraph is ready at (http:\/\/127\.0\.0\.1:\d+)\/$/m);
}
