import { invariant } from '../../shared/domain/invariant.ts';
import type { Effect } from '../vendor/effects.ts';
import type { SimulatorSettings } from '../settings.ts';
import type { SimulatorState } from '../vendor/state.ts';

/** What a route can read. It changes nothing itself but returns effects. */
export interface World {
  readonly state: SimulatorState;
  readonly nowMs: number;
  readonly settings: SimulatorSettings;
  readonly newId: () => string;
  readonly baseUrl: string;
}

export interface RouteRequest {
  readonly method: string;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly ifMatch: string | null;
  /** The token of the list page to continue with; null for the first page. */
  readonly continuationToken: string | null;
  readonly requestId: string;
}

export interface Outcome {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly effects?: readonly Effect[];
}

/** Answers a request or throws a `Refusal`. */
export type Handler = (world: World, request: RouteRequest) => Outcome;

/** The segment of the path that stands for a parameter of the route. */
export function pathParameter({ params }: RouteRequest, name: string): string {
  const value = params[name];
  invariant(value, `the route has the parameter ${name}`);
  return value;
}
