import { describe, expect, test } from 'vitest';
import { PacedWriter } from '../../gateway/transports/paced-writer.ts';

/** A sink that flushes when the test says so. */
class SlowSink {
  readonly waiting: { readonly bytes: number; readonly flushed: () => void }[] = [];
  gaveUp = 0;
  write(message: string, flushed: () => void): void {
    this.waiting.push({ bytes: message.length, flushed });
  }
  bufferedBytes(): number {
    return this.waiting.reduce((sum, { bytes }) => sum + bytes, 0);
  }
  giveUp(): void {
    this.gaveUp += 1;
  }
  flush(): void {
    for (const { flushed } of this.waiting.splice(0)) flushed();
  }
}

const limits = { maxBufferedBytes: 1_000_000 };

describe('a paced writer', () => {
  test('continues at once while little data waits', async () => {
    const sink = new SlowSink();
    const writer = new PacedWriter(sink, limits);
    for (let count = 0; count < 6; count += 1) await writer.write('x'.repeat(10_000));
    expect(sink.waiting).toHaveLength(6);
  });

  test('waits for the network while much data waits, and continues when it has left', async () => {
    const sink = new SlowSink();
    const writer = new PacedWriter(sink, limits);
    let done = false;
    const written = writer.write('x'.repeat(100_000)).then(() => (done = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(done).toBe(false);
    sink.flush();
    await written;
    await writer.room();
    expect(sink.gaveUp).toBe(0);
  });

  test('accepts a single message of any size, because a reader that reads gets all of it', async () => {
    const sink = new SlowSink();
    const writer = new PacedWriter(sink, limits);
    const written = writer.write('x'.repeat(3_000_000));
    sink.flush();
    await written;
    expect(sink.gaveUp).toBe(0);
  });

  test('gives up a reader when more than the limit waits as the next message comes, and writes nothing more', async () => {
    const sink = new SlowSink();
    const writer = new PacedWriter(sink, limits);
    void writer.write('x'.repeat(1_000_001));
    await writer.write('more');
    await writer.write('and more');
    expect(sink.gaveUp).toBe(1);
    expect(sink.waiting).toHaveLength(1);
  });
});
