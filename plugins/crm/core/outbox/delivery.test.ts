import { nextAttempt } from './delivery';

const HOUR = 60 * 60_000;

describe('trying again', () => {
  it('D7: later and later, ten times in just under three days, and then no more', () => {
    const start = new Date('2026-03-01T00:00:00.000Z');
    const pauses: number[] = [];
    let now = start;
    for (let attempts = 1; ; attempts += 1) {
      const next = nextAttempt(attempts, now);
      if (next === null) break;
      pauses.push(next.getTime() - now.getTime());
      now = next;
    }

    expect(pauses).toHaveLength(9);
    expect(pauses).toEqual([...pauses].sort((left, right) => left - right));
    expect(pauses[0]).toBe(60_000);
    expect(now.getTime() - start.getTime()).toBeGreaterThan(70 * HOUR);
    expect(now.getTime() - start.getTime()).toBeLessThan(72 * HOUR);
  });
});
