import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What a process is started with. Of the environment of the test it gets only `PATH`. */
export interface Command {
  /** A file of the build, by its path from the root of the project: `dist/gateway/main.js`. */
  readonly file: string;
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** How a process ended. */
export interface Ending {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** A running process of the build. */
export interface RunningProcess {
  readonly pid: number;
  /** Everything that it wrote to standard output so far. */
  output(): string;
  errors(): string;
  /** Resolves with the first group of the pattern when the output matches. Throws when the process ends before. */
  says(line: RegExp): Promise<string>;
  /** Sends a signal and waits until the process is gone. */
  end(signal?: 'SIGKILL' | 'SIGTERM'): Promise<Ending>;
  readonly ended: Promise<Ending>;
}

/** Where a process finds what others before it have compiled, which is a third of its start. */
export const COMPILED = { NODE_COMPILE_CACHE: join(tmpdir(), 'tiergraph-compiled') };

/**
 * Starts a file of the build with the Node that runs the test.
 * The process is killed when the result is disposed of, and at the latest when the test process ends.
 */
export function startProcess({ file, args = [], environment = {} }: Command): RunningProcess & AsyncDisposable {
  const child = spawn(process.execPath, [file, ...args], {
    cwd: ROOT,
    env: { ...COMPILED, PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = (): void => void child.kill('SIGKILL');
  // One listener for each process that runs, which may be more than Node finds usual.
  process.setMaxListeners(0);
  process.once('exit', kill);
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const ended = once(child, 'close').then(([code]): Ending => {
    process.removeListener('exit', kill);
    return { code: code as number | null, output, errors };
  });
  const end = async (signal: 'SIGKILL' | 'SIGTERM' = 'SIGTERM'): Promise<Ending> => {
    child.kill(signal);
    return await ended;
  };
  return {
    pid: child.pid ?? 0,
    output: () => output,
    errors: () => errors,
    async says(line) {
      for (;;) {
        const said = line.exec(output);
        if (said !== null) return said[1] ?? said[0];
        const news = once(child.stdout, 'data').then(() => undefined);
        const ending = await Promise.race([news, ended]);
        if (ending !== undefined && !line.test(output)) {
          throw new Error(`${[file, ...args].join(' ')} ended with ${ending.code}: ${ending.errors}${ending.output}`);
        }
      }
    },
    end,
    ended,
    [Symbol.asyncDispose]: async () => void (await end('SIGKILL')),
  };
}

/** Runs a file of the build until it ends by itself. */
export async function runProcess(command: Command): Promise<Ending> {
  await using started = startProcess(command);
  return await started.ended;
}
