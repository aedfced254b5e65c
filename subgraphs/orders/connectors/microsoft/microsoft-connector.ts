import type { VendorConnector } from '../vendor-connector.ts';
import { validateAtMicrosoft } from './checks/microsoft-validation.ts';
import { createResellerList } from './checks/reseller-list.ts';
import type { PartnerCenterClient } from './client/partner-center-client.ts';
import { lookUpOrder } from './look-up-order.ts';
import { waitOrRefuse } from './microsoft-failures.ts';
import { prepareOrder } from './prepare-order.ts';
import { submitOrder } from './submit-order.ts';

export interface MicrosoftConnectorOptions {
  readonly client: PartnerCenterClient;
  readonly now: () => Date;
  /** How long Microsoft may take to show a new order. A checkout of unknown outcome is not sent again before that. */
  readonly lookUpMs: number;
}

const READ_AGAIN_MS = 10_000;

/** Creates the connector that fulfils orders through Microsoft's Partner Center API. */
export function createMicrosoftConnector({ client, now, lookUpMs }: MicrosoftConnectorOptions): VendorConnector {
  const source = { client, resellers: createResellerList(client, now) };
  return {
    validate: (request) => validateAtMicrosoft(source, request, now()),
    prepare: (order, signal) => waitOrRefuse(() => prepareOrder({ client, order, signal })),
    submit: (order, signal) => waitOrRefuse(() => submitOrder({ client, order, signal }, { now, lookUpMs })),
    lookUp: async (order, signal) => {
      const outcome = await waitOrRefuse(() => lookUpOrder({ client, order, signal }));
      if (outcome.kind !== 'refused') return outcome;
      // A status that cannot be read says nothing about the order, so the only thing to do is to read it again.
      return { kind: 'wait', afterMs: READ_AGAIN_MS, reason: outcome.refusal.message };
    },
  };
}
