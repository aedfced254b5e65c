import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createConnection } from 'node:net';

const ROOT = new URL('../../', import.meta.url);

export interface Launch {
  /** Below the project's root, with its arguments. */
  readonly command: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** For a process that sends no message when it listens: the port it was told, or the line it prints. */
  readonly port?: number;
  readonly says?: RegExp;
  readonly nodeOptions?: readonly string[];
  /** The project's root unless given. */
  readonly directory?: URL;
}

/** A process of the benchmark that listens. */
export interface Listening extends AsyncDisposable {
  readonly child: ChildProcess;
  readonly url: string;
}

const START_TIMEOUT_MS = 90_000;

/** Tells the parent where this process listens, and ends it when the parent does or asks for it. */
export function reportReady(url: string, stop: () => void): void {
  const end = (): void => {
    stop();
    setTimeout(() => process.exit(0), 200).unref();
  };
  process.once('SIGTERM', end);
  process.once('disconnect', end);
  process.send?.({ url });
}

/** Starts a Node process and waits until it listens. It ends with its owner. */
export async function launch({
  command,
  environment,
  nodeOptions = [],
  directory = ROOT,
  ...sign
}: Launch): Promise<Listening> {
  const child = spawn(process.execPath, [...nodeOptions, ...command], {
    cwd: directory,
    env: { ...process.env, NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => void (output.length < 200 && output.push(chunk.toString())));
  }
  const exited = once(child, 'exit');
  // A benchmark that is broken off takes its processes with it, also those that do not heed the channel's end.
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  void exited.then(() => process.off('exit', kill));
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
    await exited;
    clearTimeout(timer);
  };
  const failed = exited.then(() => {
    throw new Error(`${command.join(' ')} ended:\n${output.join('')}`);
  });
  failed.catch(() => {});
  try {
    const url = await Promise.race([failed, listening(child, sign), lateStart(command)]);
    return { child, url, [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function listening(child: ChildProcess, { port, says }: Pick<Launch, 'port' | 'says'>): Promise<string> {
  if (says !== undefined) return await said(child, says);
  if (port === undefined) {
    const [message] = (await once(child, 'message')) as [{ readonly url: string }];
    return message.url;
  }
  while (!(await canConnect(port))) await new Promise((resolve) => setTimeout(resolve, 100));
  return `http://127.0.0.1:${port}/graphql`;
}

function said(child: ChildProcess, line: RegExp): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += text.length < 10_000 ? chunk.toString() : '';
      const url = line.exec(text)?.[1];
      if (url !== undefined) resolve(`${url}graphql`);
    });
  });
}

async function lateStart(command: readonly string[]): Promise<never> {
  await new Promise((resolve) => setTimeout(resolve, START_TIMEOUT_MS).unref());
  throw new Error(`${command.join(' ')} did not start within ${START_TIMEOUT_MS / 1000} s`);
}

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1');
    const done = (reached: boolean): void => {
      socket.destroy();
      resolve(reached);
    };
    socket.once('connect', () => done(true)).once('error', () => done(false));
  });
}

/** Processor time that a process has used, in milliseconds; nothing where there is no `/proc`, or no such process in it. */
export async function processorTimeMs({ pid }: Pick<ChildProcess, 'pid'>): Promise<number | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // After the name in brackets comes field 3; utime and stime are fields 14 and 15, in hundredths of a second.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return undefined;
  }
}

/** Runs a process that measures by itself and gives what it reports before it ends. */
export async function measureApart<Result>({ command, environment, nodeOptions = [] }: Launch): Promise<Result> {
  const child = spawn(process.execPath, [...nodeOptions, ...command], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  let result: { readonly value: Result } | undefined;
  child.on('message', (message) => (result = { value: message as Result }));
  const [code] = (await exited) as [number | null];
  if (result === undefined) throw new Error(`${command.join(' ')} ended with ${code} and reported nothing`);
  return result.value;
}
