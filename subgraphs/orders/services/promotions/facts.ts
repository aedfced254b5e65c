import { onRequest } from '../../../shared/messaging/handlers.ts';
import { wantPromotions } from './read-promotions.ts';

/** What the catalogue wants to know of the vendor's promotions. */
export const PROMOTION_FACTS = [onRequest('catalog.promotions-wanted', wantPromotions)];
