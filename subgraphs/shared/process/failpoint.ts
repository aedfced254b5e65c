import { writeSync } from 'node:fs';
import { ConfigError, type Environment } from './config.ts';

/** What a process may be doing when a test kills it. */
const STEPS = [
  'prepare',
  'submit',
  'follow',
  'vendor',
  'authorise',
  'capture',
  'mail',
  'publish',
  'fact',
  'sequence',
  'graph',
  'customer',
  'place',
] as const;

const MOMENTS = ['before_call', 'after_call', 'before_commit', 'after_commit'] as const;

/** The three steps of an order at its vendor, and everything else that leaves or changes something. */
export type FailpointStep = (typeof STEPS)[number];

/** Around a call to another part, or around the commit of a transaction. */
export type FailpointMoment = (typeof MOMENTS)[number];

interface Armed {
  readonly point: string;
  /** How often the point is still to be passed, the last of which is the death of the process. */
  passesLeft: number;
}

const FORM = new RegExp(`^((?:${STEPS.join('|')}):(?:${MOMENTS.join('|')}))(?::([1-9][0-9]{0,3}))?$`);

/** Of this process; tests alone can arm it. */
const armed = process.env['NODE_ENV'] === 'test' ? arm(process.env['FAILPOINT']) : undefined;

function arm(text = ''): Armed | undefined {
  const [, point, times = '1'] = FORM.exec(text) ?? [];
  return point === undefined ? undefined : { point, passesLeft: Number(times) };
}

/**
 * Refuses a start that is to fail at a point. `FAILPOINT=<step>:<moment>`, with `:<n>` for the n-th time, kills the process
 * there. Throws a ConfigError for another form, and outside of tests for every form.
 */
export function checkFailpoint(environment: Environment): void {
  const { FAILPOINT: text = '', NODE_ENV: mode } = environment;
  if (text === '') return;
  if (mode !== 'test')
    throw new ConfigError('FAILPOINT kills the process and is for tests; unset it, or set NODE_ENV=test.');
  if (arm(text) === undefined) {
    throw new ConfigError(
      `FAILPOINT must be <step>:<moment> or <step>:<moment>:<n>, with a step of ${STEPS.join(', ')} and a moment of ${MOMENTS.join(', ')}, got "${text}".`,
    );
  }
}

/** Kills this process when it is armed for this point. Otherwise, and without a step, does nothing. */
export function failpoint(step: FailpointStep | undefined, moment: FailpointMoment): void {
  if (armed === undefined || armed.point !== `${step}:${moment}`) return;
  armed.passesLeft -= 1;
  if (armed.passesLeft > 0) return;
  writeSync(2, `failpoint ${armed.point} reached\n`);
  process.kill(process.pid, 'SIGKILL');
}

/** Makes a call to another part between its two points. */
export async function callAt<Result>(step: FailpointStep, call: () => Promise<Result>): Promise<Result> {
  failpoint(step, 'before_call');
  const result = await call();
  failpoint(step, 'after_call');
  return result;
}

/** A part whose methods are called between their points. While nothing is armed it is the part itself. */
export function callsAt<Part extends object>(
  part: Part,
  steps: Readonly<Partial<Record<keyof Part, FailpointStep>>>,
): Part {
  if (armed === undefined) return part;
  const watched = Object.entries<FailpointStep | undefined>(steps).map(([name, step]) => {
    const method = part[name as keyof Part] as (...args: readonly unknown[]) => Promise<unknown>;
    const call = (...args: readonly unknown[]) =>
      step === undefined ? method(...args) : callAt(step, () => method(...args));
    return [name, call];
  });
  return { ...part, ...Object.fromEntries(watched) } as Part;
}
