const minuteMs = 60_000;

/**
 * Counts requests per tenant over the last minute. Answers how many seconds a refused request has to wait, or null
 * when it may pass; refused requests are not counted.
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
