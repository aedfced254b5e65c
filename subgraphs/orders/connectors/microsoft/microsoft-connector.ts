import type { VendorConnector } from '../vendor-connector.ts';
import { validateAtMicrosoft } from './checks/microsoft-validation.ts';
import { createResellerList } from './checks/reseller-list.ts';
import type { PartnerCenterClient } from './client/partner-center-client.ts';
import { lookUpOrder } from './look-up-order.ts';
import { waitOrRefuse } from './microsoft-failures.ts';
import { prepareOrder } from './prepare-order.ts';
import { toVendorPromotions } from './read-promotions.ts';
import { submitOrder } from './submit-order.ts';

export interface MicrosoftConnectorOptions {
  readonly client: PartnerCenterClient;
  readonly now: () => Date;
  /** How long Microsoft may take to show a new order. A checkout of unknown outcome is not sent again before that. */
  readonly lookUpMs: number;
  /** How long one step reads how far an order is; a minute unless given. What it has not read by then is for the next step. */
  readonly readMs?: number;
}

/** Less than the life of a job, so that a slow vendor never costs what has been read. */
const READ_MS = 60_000;

/** Creates the connector that fulfils orders through Microsoft's Partner Center API. */
export function createMicrosoftConnector(options: MicrosoftConnectorOptions): VendorConnector {
  const { client, now, lookUpMs, readMs = READ_MS } = options;
  const source = { client, resellers: createResellerList(client, now) };
  return {
    promotions: {
      vendorName: 'Microsoft Corporation',
      async list(market, { requestId, signal }) {
        return toVendorPromotions(await client.listPromotions(market, { requestId, correlationId: requestId, signal }));
      },
    },
    validate: (request) => validateAtMicrosoft(source, request, now()),
    prepare: (order, signal) => waitOrRefuse(() => prepareOrder({ client, order, signal })),
    submit: (order, signal) => waitOrRefuse(() => submitOrder({ client, order, signal }, { now, lookUpMs })),
    lookUp: (order, signal) => lookUpOrder({ client, order, signal }, readMs),
  };
}
