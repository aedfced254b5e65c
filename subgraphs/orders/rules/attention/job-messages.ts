/** What the jobs of each queue do, for a sentence. */
const WHAT: ReadonlyMap<string, string> = new Map([
  ['orders.provision', 'The next step of the order'],
  ['orders.mail', 'A mail about the order'],
  ['orders.capture-payment', 'The charge or release of the card payment'],
  ['orders.placement-guard', 'The decision about a customer that was created for an order which was not placed'],
  ['orders.payment-guard', 'The decision about a card payment whose order was not placed'],
]);

/** Says that a job fails. The reason is in the log alone, because it may name what not everybody may know. */
export function failingMessage(queue: string): string {
  return `${whatOf(queue)} fails again and again. The log has the reason.`;
}

/** Says that a job was given up, with the id under which the log has the reason. */
export function exhaustedMessage(queue: string, jobId: string): string {
  return `${whatOf(queue)} has failed so often that it is not tried any more. The log has the reason under job ${jobId}.`;
}

function whatOf(queue: string): string {
  return WHAT.get(queue) ?? `A job of the queue ${queue}`;
}
