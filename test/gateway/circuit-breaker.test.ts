import { describe, expect, test } from 'vitest';
import { CircuitBreaker, type CallOutcome } from '../../gateway/subgraph-clients/circuit-breaker.ts';
import { defaultSubgraphPolicy } from '../../gateway/subgraph-clients/subgraph-policy.ts';

const policy = { ...defaultSubgraphPolicy.breaker, consecutiveFailures: 3, minimumCalls: 10 };

function createBreaker(changes: Partial<typeof policy> = {}) {
  const clock = { nowMs: 0 };
  const states: boolean[] = [];
  const breaker = new CircuitBreaker(
    { ...policy, ...changes },
    () => clock.nowMs,
    (isOpen) => states.push(isOpen),
  );
  const call = (...outcomes: readonly CallOutcome[]): void => {
    for (const outcome of outcomes) {
      const admitted = breaker.admit();
      if (admitted === undefined) throw new Error('refused');
      admitted.settle(outcome);
    }
  };
  return { breaker, clock, call, states };
}

describe('a circuit breaker', () => {
  test('opens after a number of failures in a row, and one success starts the count again', () => {
    const { breaker, call } = createBreaker();
    call('failure', 'failure', 'success', 'failure', 'failure');
    expect(breaker.isOpen).toBe(false);
    call('failure');
    expect(breaker.isOpen).toBe(true);
    expect(breaker.admit()).toBeUndefined();
  });

  test('opens when half of the calls in a window fail, in any order', () => {
    const { breaker, call } = createBreaker();
    for (let pair = 0; pair < 4; pair += 1) call('success', 'failure');
    expect(breaker.isOpen).toBe(false);
    call('success', 'failure');
    expect(breaker.isOpen).toBe(true);
  });

  test('forgets the failures of the previous window', () => {
    const { breaker, call, clock } = createBreaker();
    for (let pair = 0; pair < 4; pair += 1) call('success', 'failure');
    clock.nowMs += policy.windowMs;
    for (let pair = 0; pair < 4; pair += 1) call('success', 'failure');
    expect(breaker.isOpen).toBe(false);
  });

  test('lets one probe through after its time, and closes when the probe succeeds', () => {
    const { breaker, call, clock } = createBreaker();
    call('failure', 'failure', 'failure');
    clock.nowMs += policy.openMs - 1;
    expect(breaker.admit()).toBeUndefined();
    clock.nowMs += 1;
    const probe = breaker.admit();
    expect(breaker.admit()).toBeUndefined();
    probe?.settle('success');
    expect(breaker.isOpen).toBe(false);
    call('failure', 'failure');
    expect(breaker.isOpen).toBe(false);
  });

  test('reports when it opens and when it closes, but not failed probes', () => {
    const { call, clock, states } = createBreaker();
    call('success', 'failure', 'failure', 'failure');
    expect(states).toEqual([true]);
    for (const outcome of ['failure', 'failure', 'success'] as const) {
      clock.nowMs += policy.maxOpenMs;
      call(outcome);
    }
    expect(states).toEqual([true, false]);
    call('failure', 'failure', 'failure');
    expect(states).toEqual([true, false, true]);
  });

  test('stays open twice as long after each failed probe, up to a maximum', () => {
    const { breaker, call, clock } = createBreaker({ openMs: 1_000, maxOpenMs: 3_000 });
    call('failure', 'failure', 'failure');
    for (const openMs of [1_000, 2_000, 3_000, 3_000]) {
      clock.nowMs += openMs - 1;
      expect(breaker.isOpen).toBe(true);
      clock.nowMs += 1;
      call('failure');
    }
    clock.nowMs += 3_000;
    call('success', 'failure', 'failure', 'failure');
    clock.nowMs += 1_000;
    expect(breaker.isOpen).toBe(false);
  });

  test('waits for another probe when one was cancelled', () => {
    const { breaker, call, clock } = createBreaker();
    call('failure', 'failure', 'failure');
    clock.nowMs += policy.openMs;
    call('unknown');
    expect(breaker.isOpen).toBe(false);
    call('success');
    expect(breaker.isOpen).toBe(false);
  });

  test('does not count calls that began before it opened', () => {
    const { breaker, call, clock } = createBreaker();
    const late = [breaker.admit(), breaker.admit(), breaker.admit()];
    call('failure', 'failure', 'failure');
    clock.nowMs += policy.openMs;
    call('success');
    for (const one of late) one?.settle('failure');
    expect(breaker.isOpen).toBe(false);
  });

  test('never opens when it is switched off', () => {
    const { breaker, call } = createBreaker({ consecutiveFailures: 0 });
    for (let count = 0; count < 100; count += 1) call('failure');
    expect(breaker.isOpen).toBe(false);
  });
});
