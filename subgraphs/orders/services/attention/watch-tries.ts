import { JobLost, type RunningJob } from '../../../shared/messaging/running-job.ts';
import type { WorkContext } from '../../context.ts';
import type { ProvisionJob } from '../fulfilment/enqueue-step.ts';
import { recordFailing } from './record-job.ts';

/** A step that has failed so often, within about five minutes, fails for a reason that does not pass by itself. */
const FAILING_TRIES = 10;

type DoStep = (context: WorkContext, data: ProvisionJob, job: RunningJob) => Promise<void>;

/** Does the steps of orders, and puts an order into the list whose step fails again and again. */
export function watchTries(doStep: DoStep): DoStep {
  return async (context, data, job) => {
    try {
      await doStep(context, data, job);
    } catch (error) {
      const isLost = error instanceof JobLost || job.signal.aborted;
      if (!isLost && job.tries >= FAILING_TRIES) {
        await recordFailing(context, data).catch((failure: unknown) => {
          context.deps.logger.error({ err: failure, orderId: data.orderId }, 'a failing step could not be listed');
        });
      }
      throw error;
    }
  };
}
