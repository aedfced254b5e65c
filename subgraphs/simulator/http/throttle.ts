const minuteMs = 60_000;

/**
 * Limits the requests of each tenant within the last minute. The result returns null when a request may pass, and
 * otherwise the number of seconds to wait. Refused requests are not counted.
 */
export function createThrottle(requestsPerMinute: number, realNow: () => number): (tenant: string) => number | null {
  const passedAtMs = new Map<string, number[]>();
  return (tenant) => {
    const nowMs = realNow();
    const recent = (passedAtMs.get(tenant) ?? []).filter((atMs) => atMs > nowMs - minuteMs);
    passedAtMs.set(tenant, recent);
    const [oldest] = recent;
    if (oldest !== undefined && recent.length >= requestsPerMinute) {
      return Math.max(1, Math.ceil((oldest + minuteMs - nowMs) / 1000));
    }
    recent.push(nowMs);
    return null;
  };
}
