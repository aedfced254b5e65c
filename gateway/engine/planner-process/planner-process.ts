import { fork, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { LRUCache } from 'lru-cache';
import type { QueryPlan } from '@graphql-hive/router-query-planner';
import type { PlanRequest, QueryPlanSource } from '../plan/query-plan-source.ts';
import type { PlannerReply, PlannerRequest } from './messages.ts';

const MAIN = new URL(`./main${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);
/** How long the planner may go on with an operation that nobody waits for before its process is ended. */
const DEFAULT_GRACE_MS = 1_000;
/** An operation is tried that often where it may have been another one, or somebody else, that ended the process. */
const MAX_ATTEMPTS = 3;
const MAX_REMEMBERED = 10_000;
/** The signals that a process gets for its own faults. */
const FAULTS = new Set(['SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGILL', 'SIGSEGV', 'SIGTRAP']);

interface Supergraph {
  readonly sdl: string;
  readonly opened: PromiseWithResolvers<void>;
  state: 'opening' | 'open' | 'failed';
  attempts: number;
}

interface Work {
  readonly id: number;
  readonly request: PlanRequest;
  readonly settle: (plan: QueryPlan | undefined) => void;
  attempts: number;
  abandoned: boolean;
}

/**
 * The planner library in a process of its own, which starts with the first supergraph and again after each of its ends.
 * The library ends its process over some valid operations. Such an operation has no plan, and is remembered; those that
 * were planned at the same time are planned again, each alone, until it is clear which one it was.
 */
export class PlannerProcess implements QueryPlanSource {
  readonly #graceMs: number;
  readonly #supergraphs = new Map<string, Supergraph>();
  readonly #running = new Map<number, Work>();
  /** Work that the process ended over, perhaps: planned alone. */
  readonly #suspects: Work[] = [];
  readonly #waiting: Work[] = [];
  readonly #fatal = new LRUCache<string, true>({ max: MAX_REMEMBERED });
  #child: ChildProcess | undefined;
  #lastId = 0;
  #isClosed = false;

  constructor(options: { readonly graceMs?: number } = {}) {
    this.#graceMs = options.graceMs ?? DEFAULT_GRACE_MS;
  }

  /** Of the process that runs at the moment. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  async open(name: string, sdl: string): Promise<void> {
    const supergraph: Supergraph = { sdl, opened: Promise.withResolvers(), state: 'opening', attempts: 0 };
    this.#supergraphs.set(name, supergraph);
    if (this.#child) this.#sendOpen(this.#child, name, supergraph);
    else this.#start();
    this.#holdOpen();
    await supergraph.opened.promise;
  }

  async plan(request: PlanRequest, signal: AbortSignal): Promise<QueryPlan | undefined> {
    if (this.#isClosed || signal.aborted || this.#fatal.has(keyOf(request))) return undefined;
    this.#lastId += 1;
    const { promise, resolve } = Promise.withResolvers<QueryPlan | undefined>();
    const work: Work = { id: this.#lastId, request, settle: resolve, attempts: 0, abandoned: false };
    const onAbort = (): void => this.#abandon(work);
    signal.addEventListener('abort', onAbort, { once: true });
    this.#waiting.push(work);
    this.#advance();
    try {
      return await promise;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const { settle } of [...this.#running.values(), ...this.#suspects, ...this.#waiting]) settle(undefined);
    for (const { opened } of this.#supergraphs.values()) opened.reject(new Error('The planner was closed'));
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.ref();
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  /** Sends what may be planned now: suspects one by one, everything else at once. */
  #advance(): void {
    if (this.#isClosed) return;
    if (!this.#child && this.#suspects.length + this.#waiting.length > 0) this.#start();
    const isAlone = [...this.#running.values()].some(({ attempts }) => attempts > 1);
    const [suspect] = this.#suspects;
    if (suspect) {
      if (this.#running.size === 0 && this.#begin(suspect)) this.#suspects.shift();
    } else if (!isAlone) {
      for (const work of this.#waiting.splice(0)) if (!this.#begin(work)) this.#waiting.push(work);
    }
    this.#holdOpen();
  }

  /** @returns false when it has to wait for its supergraph */
  #begin(work: Work): boolean {
    const state = this.#supergraphs.get(work.request.supergraph)?.state ?? 'failed';
    if (state === 'opening' || !this.#child) return false;
    if (state === 'failed') work.settle(undefined);
    else {
      work.attempts += 1;
      this.#running.set(work.id, work);
      send(this.#child, { kind: 'plan', id: work.id, request: work.request });
    }
    return true;
  }

  #abandon(work: Work): void {
    work.abandoned = true;
    for (const queue of [this.#suspects, this.#waiting]) {
      if (queue.includes(work)) queue.splice(queue.indexOf(work), 1);
    }
    const child = this.#child;
    if (!child || !this.#running.has(work.id)) return;
    send(child, { kind: 'cancel', id: work.id });
    const timer = setTimeout(() => {
      if (!this.#running.has(work.id) || child !== this.#child) return;
      this.#fatal.set(keyOf(work.request), true);
      child.kill('SIGKILL');
    }, this.#graceMs);
    timer.unref();
  }

  #start(): void {
    // It reads nothing but messages, so the gateway's environment, which may hold secrets, is not for it.
    const child = fork(MAIN, [], {
      env: { RUST_BACKTRACE: '0' },
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#child = child;
    child.on('message', (reply: PlannerReply) => this.#onReply(reply));
    child.once('exit', (_code, signal) => this.#onEnd(child, FAULTS.has(signal ?? '')));
    child.once('error', () => this.#onEnd(child, false));
    for (const [name, supergraph] of this.#supergraphs) {
      if (supergraph.state !== 'failed') this.#sendOpen(child, name, supergraph);
    }
    this.#holdOpen();
  }

  #sendOpen(child: ChildProcess, name: string, supergraph: Supergraph): void {
    supergraph.state = 'opening';
    supergraph.attempts += 1;
    send(child, { kind: 'open', name, sdl: supergraph.sdl });
  }

  #onReply(reply: PlannerReply): void {
    if (reply.kind === 'opened') {
      const supergraph = this.#supergraphs.get(reply.name);
      if (!supergraph) return;
      supergraph.state = reply.problem === undefined ? 'open' : 'failed';
      supergraph.attempts = 0;
      if (reply.problem === undefined) supergraph.opened.resolve();
      else supergraph.opened.reject(new Error(reply.problem));
    } else {
      this.#running.get(reply.id)?.settle(reply.plan);
      this.#running.delete(reply.id);
    }
    this.#advance();
  }

  #onEnd(child: ChildProcess, ownFault: boolean): void {
    if (child !== this.#child) return;
    this.#child = undefined;
    const lost = [...this.#running.values()].filter(({ abandoned }) => !abandoned);
    const alone = this.#running.size === 1;
    this.#running.clear();
    for (const work of lost) {
      if ((alone && ownFault) || work.attempts >= MAX_ATTEMPTS) this.#giveUp(work);
      else this.#suspects.push(work);
    }
    for (const supergraph of this.#supergraphs.values()) {
      if (supergraph.state !== 'opening' || supergraph.attempts < MAX_ATTEMPTS) continue;
      supergraph.state = 'failed';
      supergraph.opened.reject(new Error('The planner ended while it read the supergraph'));
    }
    const isNeeded = [...this.#supergraphs.values()].some(({ state }) => state === 'opening');
    if (isNeeded && !this.#isClosed) this.#start();
    this.#advance();
  }

  #giveUp(work: Work): void {
    this.#fatal.set(keyOf(work.request), true);
    work.settle(undefined);
  }

  /** The process alone does not keep the gateway's running, work that is under way does. */
  #holdOpen(): void {
    const isBusy = this.#running.size + this.#suspects.length + this.#waiting.length > 0;
    const isOpening = [...this.#supergraphs.values()].some(({ state }) => state === 'opening');
    const child = this.#child;
    if (isBusy || isOpening) {
      child?.ref();
      child?.channel?.ref();
    } else {
      child?.unref();
      child?.channel?.unref();
    }
  }
}

function keyOf(request: PlanRequest): string {
  return createHash('sha256').update(JSON.stringify(request)).digest('base64');
}

function send(child: ChildProcess, message: PlannerRequest): void {
  // Where the process has ended meanwhile, its end says what becomes of the message.
  child.send(message, () => {});
}
