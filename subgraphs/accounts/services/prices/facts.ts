import { onRequest, type FactHandler } from '../../../shared/messaging/handlers.ts';
import type { WorkContext } from '../../context.ts';
import { enqueuePriceMail } from './price-mails.ts';

/** What the catalogue tells of prices. */
export const PRICE_FACTS: readonly FactHandler<WorkContext>[] = [onRequest('catalog.prices-rise', enqueuePriceMail)];
