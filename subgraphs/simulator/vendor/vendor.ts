import { beginningOf } from './beginnings.ts';
import { withCredentials } from '../http/customer-routes.ts';
import type { DeferredRequest, Effect, LogEntry, SimulatedCustomer, StoredAnswer } from './effects.ts';
import { openEffectLog } from './effect-log.ts';
import type { EffectLog } from './effect-log.ts';
import { dueLines } from './provisioning.ts';
import { activePartners } from './partners.ts';
import { codes, Refusal, refusalBody } from '../http/refusal.ts';
import type { Outcome, RouteRequest, World } from '../http/route-types.ts';
import { matchRoute } from '../http/routes.ts';
import type { Route } from '../http/routes.ts';
import { scriptSubject } from './script-subject.ts';
import { behavioursOf } from './scripts.ts';
import type { Behaviour } from './scripts.ts';
import type { SimulatorSettings } from '../settings.ts';
import type { SeededTenant } from '../simulator-options.ts';
import { answerKey, applyEntry, emptyState, FIRST_AGREEMENT_VERSION } from './state.ts';
import type { SimulatorState } from './state.ts';

/** The reply to a handled request: an answer, or the destruction of the socket. */
export type Reply = { readonly kind: 'answer'; readonly outcome: Outcome } | { readonly kind: 'drop' };

/** The simulated vendor on its log. It knows nothing of HTTP, and logs every change before it makes it. */
export class Vendor {
  readonly #settings: SimulatorSettings;
  readonly #log: EffectLog;
  readonly #state: SimulatorState = emptyState();
  /** Requests that have met an outage or a throttle. A restart, which is an outage itself, forgets them. */
  readonly #refusedOnce = new Set<string>();

  /** Rebuilds the vendor from its log and makes the seeded tenants known. Throws when the log is damaged. */
  constructor(logPath: string, settings: SimulatorSettings) {
    this.#settings = settings;
    const { log, entries } = openEffectLog(logPath);
    this.#log = log;
    for (const entry of entries) applyEntry(this.#state, entry);
    for (const tenant of settings.tenants) this.#seedTenant(tenant);
    if (settings.agreementVersion !== undefined) this.publishAgreement(settings.agreementVersion);
  }

  /** The vendor's time in milliseconds since the epoch. */
  nowMs(): number {
    return this.#settings.realNow() + this.#state.advancedMs;
  }

  /** Moves the vendor's time forward and settles everything that becomes due. */
  advance(seconds: number): void {
    this.#record({ operation: 'clock', requestId: null, atMs: this.nowMs() }, [{ kind: 'clock.advanced', seconds }]);
    this.settle();
  }

  /** Puts a version of the customer agreement in force. A version that was published before changes nothing. */
  publishAgreement(version: string): void {
    if (this.#state.agreementVersions.includes(version)) return;
    const cause = { operation: 'agreement', requestId: null, atMs: this.nowMs() };
    this.#record(cause, [{ kind: 'agreement.published', version }]);
  }

  /** Performs deferred requests and settles lines that are due. */
  settle(): void {
    const untilMs = this.nowMs();
    for (const deferred of this.#state.deferred.values()) {
      if (deferred.dueAtMs <= untilMs) this.#performDeferred(deferred);
    }
    for (const { atMs, requestId, effect } of dueLines(this.#state, untilMs)) {
      this.#record({ operation: 'provisioning', requestId, atMs }, [effect]);
    }
  }

  /**
   * Handles a request on a matched route. Throws a `Refusal`. The repetition of a write that took effect gets the same
   * answer and changes nothing.
   */
  handle(route: Route, request: RouteRequest, baseUrl: string): Reply {
    this.settle();
    const key = answerKey(operationOf(request), request.requestId);
    const remembered = isRead(request) ? undefined : this.#state.answers.get(key);
    if (remembered !== undefined) return this.#answer(route, remembered);
    if (this.#state.deferred.has(key)) {
      throw new Refusal(409, codes.operationPending, 'The request is still being worked on.');
    }
    const behaviours =
      route.scripted === undefined ? undefined : behavioursOf(route.scripted, scriptSubject(this.#state, request));
    if (behaviours !== undefined) this.#refuseOnce(key, behaviours);
    const world = this.#world(this.nowMs(), baseUrl);
    if (behaviours?.has('apply-late') === true) return this.#defer(route, request, world);
    const outcome = this.#perform(route, request, world);
    return behaviours?.has('drop-reply') === true ? { kind: 'drop' } : this.#answer(route, outcome);
  }

  close(): void {
    this.#log.close();
  }

  #world(nowMs: number, baseUrl: string): World {
    return { state: this.#state, nowMs, settings: this.#settings, newId: this.#settings.newId, baseUrl };
  }

  #record(cause: Cause, effects: readonly Effect[], answer?: StoredAnswer): void {
    const { operation, requestId, atMs } = cause;
    const entry: Omit<LogEntry, 'seq'> = { at: new Date(atMs).toISOString(), requestId, operation, effects, answer };
    applyEntry(this.#state, this.#log.append(entry));
  }

  #perform(route: Route, request: RouteRequest, world: World): Outcome {
    const outcome = route.handle(world, request);
    const { effects = [], status, body } = outcome;
    if (effects.length > 0) {
      const cause = { operation: operationOf(request), requestId: request.requestId, atMs: world.nowMs };
      this.#record(cause, effects, isRead(request) ? undefined : { status, body });
    }
    return outcome;
  }

  /** Refuses at once what would also be refused later, so that only requests that will succeed are deferred. */
  #defer(route: Route, request: RouteRequest, world: World): Reply {
    route.handle(world, request);
    const { method, path, body, ifMatch, requestId } = request;
    const dueAtMs = world.nowMs + this.#settings.lateMs;
    const effect: Effect = {
      kind: 'request.deferred',
      request: { method, path, body, ifMatch, requestId, dueAtMs },
    };
    this.#record({ operation: operationOf(request), requestId, atMs: world.nowMs }, [effect]);
    return { kind: 'drop' };
  }

  #performDeferred(deferred: DeferredRequest): void {
    const { method, path, body, ifMatch, requestId, dueAtMs } = deferred;
    const matched = matchRoute(method, path);
    if (matched === 'method' || matched === null) return;
    const { params } = matched;
    const request = {
      method,
      path,
      params,
      query: new URLSearchParams(),
      body,
      ifMatch,
      continuationToken: null,
      requestId,
    };
    try {
      this.#perform(matched.route, request, this.#world(dueAtMs, ''));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const answer = { status: error.status, body: refusalBody(error) };
      this.#record({ operation: operationOf(request), requestId, atMs: dueAtMs }, [], answer);
    }
  }

  #refuseOnce(key: string, behaviours: ReadonlySet<Behaviour>): void {
    if (this.#refusedOnce.has(key)) return;
    if (behaviours.has('outage')) {
      this.#refusedOnce.add(key);
      throw new Refusal(503, '503', 'The service is unavailable.');
    }
    if (behaviours.has('throttled')) {
      this.#refusedOnce.add(key);
      throw new Refusal(429, '429', 'Too many requests.', { headers: { 'retry-after': '1' } });
    }
  }

  #answer(route: Route, answer: Outcome): Reply {
    const { clientSecret } = this.#settings;
    const succeeded = answer.status < 300;
    const credentials = route.scripted === 'createCustomer' && succeeded;
    return { kind: 'answer', outcome: credentials ? withCredentials(answer, clientSecret) : answer };
  }

  /** Makes the tenant known. A tenant that an older log contains gets the relationships and agreement that it lacks. */
  #seedTenant(tenant: SeededTenant): void {
    const lowered = tenant.domain.toLowerCase();
    const customerId = this.#state.customerIdByDomain.get(lowered);
    const known = customerId === undefined ? undefined : this.#state.customers.get(customerId);
    const { qualification, relationship: related } = tenant;
    const companyName = lowered.slice(0, lowered.indexOf('.'));
    const made = {
      customerId: this.#settings.newId(),
      domain: lowered,
      companyName,
      country: 'US',
      qualification,
      related,
    };
    const customer = known ?? made;
    const effects: readonly Effect[] = [
      ...(known === undefined ? [{ kind: 'tenant.known', customer } as const] : []),
      ...(customer.related ? this.#seededBeginnings(customer, tenant) : []),
    ];
    if (effects.length > 0) this.#record({ operation: 'seed', requestId: null, atMs: this.nowMs() }, effects);
  }

  #seededBeginnings({ customerId, domain }: SimulatedCustomer, tenant: SeededTenant): readonly Effect[] {
    const { partners } = this.#settings;
    const wanted = tenant.resellers?.map((reseller) => reseller.toLowerCase());
    const known = this.#state.resellersByCustomer.get(customerId) ?? [];
    const resellerTenantIds = activePartners(partners)
      .filter((partner) => wanted?.includes(partner.domain) ?? true)
      .map(({ tenantId }) => tenantId)
      .filter((tenantId) => !known.includes(tenantId));
    const isAccepted = (this.#state.agreements.get(customerId) ?? []).some(
      ({ templateId }) => templateId === FIRST_AGREEMENT_VERSION,
    );
    const agreement = tenant.agreement !== false && !isAccepted;
    return beginningOf({ customerId, domain, resellerTenantIds, agreement });
  }
}

interface Cause {
  readonly operation: string;
  readonly requestId: string | null;
  readonly atMs: number;
}

function operationOf(request: { readonly method: string; readonly path: string }): string {
  return `${request.method} ${request.path}`;
}

function isRead(request: RouteRequest): boolean {
  return request.method === 'GET' || request.method === 'HEAD';
}
