import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../../subgraphs/shared/process/config.ts';
import { createSealer } from '../../../subgraphs/shared/database/sealing.ts';

const newKey = (id: string): string => `${id}:${randomBytes(32).toString('base64')}`;

describe('a sealed secret', () => {
  const key = newKey('one');
  const sealer = createSealer(key);

  it('opens to the sealed text, whatever it holds', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (plain) => sealer.open(sealer.seal(plain)) === plain));
  });

  it('shows nothing of the secret, and is a different text every time', () => {
    const [first, second] = [sealer.seal('canary-secret'), sealer.seal('canary-secret')];
    expect(first).not.toBe(second);
    expect(Buffer.from(first.split('.')[1] ?? '', 'base64').toString('latin1')).not.toContain('canary');
  });

  it('does not open when any single bit was changed', () => {
    const sealed = sealer.seal('a secret');
    const bytes = Buffer.from(sealed.split('.')[1] ?? '', 'base64');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => sealer.open(`one.${changed.toString('base64')}`)).toThrow();
    }
  });

  it('does not open when it was shortened, or with another key of the same name', () => {
    const sealed = sealer.seal('a secret');
    for (const cut of ['', 'one.', sealed.slice(0, 20), sealed.slice(0, -8)]) expect(() => sealer.open(cut)).toThrow();
    expect(() => createSealer(newKey('one')).open(sealed)).toThrow();
  });

  it('opens with an old key that comes after a new one, and no longer without the old key', () => {
    const sealed = sealer.seal('a secret');
    const next = newKey('two');
    const rotated = createSealer(`${next}, ${key}`);
    expect(rotated.open(sealed)).toBe('a secret');
    expect(rotated.seal('x')).toMatch(/^two\./);
    expect(() => createSealer(next).open(sealed)).toThrow('Sealed with a key that is not configured');
  });
});

describe('a secret sealed in blocks', () => {
  const sealer = createSealer(newKey('one'));

  it('has one length within a block, and opens to its text with trailing spaces', () => {
    const texts = ['', 'x', 'é'.repeat(32), JSON.stringify([{ unitMinor: '6220.8' }]), 'y'.repeat(64)];
    const lengths = texts.map((text) => sealer.sealPadded(text, 64).length);
    expect(new Set(lengths).size).toBe(1);
    for (const text of texts) expect(sealer.open(sealer.sealPadded(text, 64)).trimEnd()).toBe(text);
    expect(JSON.parse(sealer.open(sealer.sealPadded('{"a":1}', 64)))).toEqual({ a: 1 });
  });

  it('takes one more block when it does not fit', () => {
    const plain = (text: string) => Buffer.byteLength(sealer.open(sealer.sealPadded(text, 64)));
    expect(['', 'x'.repeat(64), 'x'.repeat(65), 'é'.repeat(33)].map(plain)).toEqual([64, 64, 128, 128]);
  });
});

describe('SEALING_KEYS', () => {
  it.each(['', 'x', 'one:', ':abc', 'one:c2hvcnQ=', `${newKey('one')},`, `a b:${randomBytes(32).toString('base64')}`])(
    'may not be %j',
    (keys) => {
      expect(() => createSealer(keys)).toThrow(ConfigError);
    },
  );

  it('are not repeated by the error that refuses them', () => {
    expect(() => createSealer('one:c2VjcmV0LWNhbmFyeQ==')).toThrow(/^(?!.*c2VjcmV0).*$/s);
  });
});
