/** What the subgraph of the streams benchmark offers, and what a subscriber asks of it. */
export const PROGRESS_SDL = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { progressTopics: Int }
  type Subscription {
    "Every event of a topic after the given number, then live."
    progress(topic: ID!, after: Int!): ProgressEvent!
  }
  type ProgressEvent {
    n: Int!
    sentAtMs: Float!
    id: ID!
    status: ProgressStatus!
    message: String
    orderId: ID!
    lineId: ID
    at: String!
    actor: Actor
  }
  type Actor { id: ID! name: String }
  enum ProgressStatus { QUEUED RUNNING DONE }
`;

export const PROGRESS_QUERY = `subscription Progress($topic: ID!, $after: Int!) {
  progress(topic: $topic, after: $after) {
    n sentAtMs id status message orderId lineId at actor { id name }
  }
}`;

/** An event as the subgraph sends it, about 400 bytes. */
export function progressEvent(topic: string, n: number): string {
  const event = {
    n,
    sentAtMs: performance.timeOrigin + performance.now(),
    id: `evt_${topic}_${n}`,
    status: 'RUNNING',
    message: 'The vendor has taken the line and is setting up the tenant',
    orderId: `ord_${topic}_01jxyz`,
    lineId: `lin_${topic}_01jxyz`,
    at: '2026-01-01T12:00:00.000Z',
    actor: { id: 'cli_worker', name: 'Provisioning' },
  };
  return `event: next\ndata: ${JSON.stringify({ data: { progress: event } })}\n\n`;
}
