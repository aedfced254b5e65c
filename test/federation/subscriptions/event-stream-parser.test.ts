import { describe, expect, it } from 'vitest';
import { EventStreamParser, EventTooLarge } from '../../../gateway/subgraph-clients/event-stream-parser.ts';
import type { ServerSentEvent } from '../../../gateway/subgraph-clients/event-stream-parser.ts';

function parseInPieces(text: string, size: number): ServerSentEvent[] {
  const parser = new EventStreamParser(1_000);
  const bytes = Buffer.from(text);
  const events: ServerSentEvent[] = [];
  for (let at = 0; at < bytes.length; at += size) events.push(...parser.feed(bytes.subarray(at, at + size)));
  return events;
}

describe('an event stream', () => {
  const text =
    ': ping\n\nevent: next\ndata: {"a":"é€😀"}\n\ndata:one\r\ndata: two\r\n\r\nid: 5\n\nevent: complete\rdata\r\r\n';

  it.each([1, 2, 3, 7, 1_000])('is parsed in the same way when it arrives in chunks of %i bytes', (size) => {
    expect(parseInPieces(text, size)).toEqual([
      { event: 'next', data: '{"a":"é€😀"}' },
      { event: 'message', data: 'one\ntwo' },
      { event: 'complete', data: '' },
    ]);
  });

  it('is refused when an event exceeds the limit', () => {
    expect(() => parseInPieces(`data: ${'x'.repeat(2_000)}`, 100)).toThrow(EventTooLarge);
    expect(() => parseInPieces('data: 0123456789\n'.repeat(200), 100)).toThrow(EventTooLarge);
  });
});
