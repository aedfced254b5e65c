import { Unwell, type HealthCheck } from '../../../shared/process/health.ts';
import type { EventFeed } from './event-feed.ts';
import type { Sequencer } from './sequencer.ts';

/** Whether events get their positions and followers get events. Orders are placed and worked on without. */
export function checkEventLog(parts: {
  readonly sequencer: Pick<Sequencer, 'health'>;
  readonly feed: Pick<EventFeed, 'health'>;
}): HealthCheck {
  return {
    name: 'events',
    isNeeded: false,
    async probe() {
      const [sequencer, feed] = [parts.sequencer.health(), parts.feed.health()];
      if (!sequencer.ok) throw new Unwell(`events get no positions: ${sequencer.detail}`);
      if (!feed.ok) throw new Unwell(`followers get no events: ${feed.detail}`);
      return undefined;
    },
  };
}
