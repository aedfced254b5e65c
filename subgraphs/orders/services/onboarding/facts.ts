import { onRequest } from '../../../shared/messaging/handlers.ts';
import { endActivation } from './end-activation.ts';
import { placeActivation } from './order-activation.ts';

/** The facts about resellers that are to be activated. */
export const ONBOARDING_FACTS = [
  onRequest('accounts.activation-requested', placeActivation),
  onRequest('accounts.activation-ended', endActivation),
];
