import { describe, expect, it } from 'vitest';
import { EventTurns } from '../../../subgraphs/shared/process/event-turns.ts';

describe('turns of events', () => {
  it('go from principal to principal, and to the streams of one principal in their order', async () => {
    const turns = new EventTurns(1);
    const order: string[] = [];
    const note = (name: string) => async (): Promise<void> => void order.push(name);
    await Promise.all([
      ...Array.from({ length: 20 }, async (_, stream) => await turns.run('replaying', note(`replay ${stream}`))),
      turns.run('living', note('live')),
    ]);
    expect(order.indexOf('live')).toBeLessThanOrEqual(1);
    expect(order.filter((name) => name !== 'live')).toEqual(
      Array.from({ length: 20 }, (_, stream) => `replay ${stream}`),
    );
  });

  it('are never more at once than the limit, also when work fails', async () => {
    const turns = new EventTurns(3);
    let active = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      active += 1;
      most = Math.max(most, active);
      await new Promise((resolve) => setImmediate(resolve));
      active -= 1;
      throw new Error('broken');
    };
    const all = await Promise.allSettled(Array.from({ length: 10 }, async () => await turns.run('a', work)));
    expect(all.map(({ status }) => status)).toEqual(all.map(() => 'rejected'));
    expect(most).toBe(3);
    expect(await turns.run('a', () => Promise.resolve('on'))).toBe('on');
  });

  it('go to others after a while when the work of one does not end', async () => {
    const turns = new EventTurns(1);
    void turns.run('stuck', async () => await new Promise<never>(() => {}));
    expect(await turns.run('other', () => Promise.resolve('served'))).toBe('served');
  });
});
