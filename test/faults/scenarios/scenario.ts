import type { Random } from '../random.ts';
import type { Stage } from '../platform/stage.ts';
import type { Cast } from '../workload/cast.ts';
import type { VendorScript } from '../workload/buyer.ts';
import type { Load } from '../workload/load.ts';
import type { Probe } from '../workload/probe.ts';

/** What a fault is measured by: how long after its end something is as before. */
export interface Recovery {
  /**
   * What was waited for: another process continued what a dead one had in hand, clients were answered again, what had
   * waited was done, or events came as soon as usual.
   */
  readonly of: 'takeover' | 'service' | 'backlog' | 'delivery';
  readonly tookMs: number;
  /** What docs/reliability.md promises. */
  readonly withinMs: number;
}

/** Where a fault happens: on a stage on which clients buy and follow. */
export interface Scene {
  readonly stage: Stage;
  readonly cast: Cast;
  readonly load: Load;
  readonly random: Random;
  /** Asks for a page of orders all the time. */
  readonly probe: Probe;
  /** How long something is away that is away for a while. */
  readonly awayMs: number;
  /** How many processes had died before the scenario began. */
  readonly fallsBefore: number;
  /** Adds a sentence to the row of the table. */
  note(text: string): void;
}

/** One fault, or several of a kind. */
export interface Scenario {
  /** For the command line: unique, in kebab-case. */
  readonly name: string;
  /** For the table. */
  readonly title: string;
  /** Whether `--quick` runs it. */
  readonly quick: boolean;
  readonly orders: number;
  readonly scripts?: readonly VendorScript[];
  /** Readies the stage before clients begin to buy. */
  readonly before?: (stage: Stage) => Promise<void>;
  /**
   * Makes the fault happen while clients buy, and ends it. Answers how long the recovery took, where there is one. Throws when
   * the fault could not be made to happen: then nothing was tested.
   */
  readonly run: (scene: Scene) => Promise<Recovery | undefined>;
}

/** The promises that recoveries are compared with, in milliseconds. */
export const PROMISES = { takeoverMs: 5_000, serviceMs: 5_000, backlogMs: 60_000, deliveryMs: 250 } as const;
