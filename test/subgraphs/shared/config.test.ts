import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readAccountsConfig } from '../../../subgraphs/accounts/config.ts';
import { ConfigError, readEnvironment } from '../../../subgraphs/shared/process/config.ts';

describe('the configuration', () => {
  it('takes the values that are set, and the fallback for missing or blank ones', () => {
    const read = readEnvironment({ HOST: ' 0.0.0.0 ', PORT: '81', EMPTY: '', BLANK: '  ' });
    expect(read.text('HOST')).toBe('0.0.0.0');
    expect(read.integer('PORT', 80, { min: 1, max: 99 })).toBe(81);
    expect(read.integer('EMPTY', 80, { min: 1, max: 99 })).toBe(80);
    expect(read.text('BLANK', 'fallback')).toBe('fallback');
    expect(read.optional('MISSING')).toBeUndefined();
    expect(read.url('BUS', ['nats:'], 'nats://127.0.0.1')).toBe('nats://127.0.0.1');
    expect(() => read.check()).not.toThrow();
  });

  it('names every fault at once, each on its own line with its remedy', () => {
    const read = readEnvironment({ PORT: 'eighty', SIZE: '0', HALF: '1.5', BUS: 'http://x', ODD: 'no address' });
    read.text('NAME');
    read.integer('PORT', 80, { min: 1, max: 99 });
    read.integer('SIZE', 5, { min: 1, max: 99 });
    read.integer('HALF', 5, { min: 1, max: 99 });
    read.url('BUS', ['nats:', 'tls:']);
    read.url('ODD', ['http:']);
    read.url('GONE', ['http:']);
    expect(() => read.check()).toThrow(
      new ConfigError(
        [
          'NAME is missing; set it in the environment.',
          'PORT must be a whole number from 1 to 99, got "eighty".',
          'SIZE must be a whole number from 1 to 99, got "0".',
          'HALF must be a whole number from 1 to 99, got "1.5".',
          'BUS must be an address that begins with nats:// or tls://.',
          'ODD must be an address that begins with http://.',
          'GONE is missing; set it in the environment.',
        ].join('\n'),
      ),
    );
  });

  it.each(['two@a.example, three@b.example', 'nobody', 'Ada <ada@a.example>'])(
    'refuses %s as an e-mail address',
    (text) => {
      const read = readEnvironment({ TO: text, OTHER: ' ops@meridian.example ' });
      expect([read.optionalMail('OTHER'), read.optionalMail('MISSING')]).toEqual(['ops@meridian.example', undefined]);
      expect(() => read.check()).not.toThrow();
      read.optionalMail('TO');
      expect(() => read.check()).toThrow(`TO must be one e-mail address, got "${text}".`);
    },
  );

  it('does not repeat an address, since it may hold a password', () => {
    const read = readEnvironment({ DATABASE_URL: 'mysql://user:canary@host' });
    read.url('DATABASE_URL', ['postgres:']);
    expect(() => read.check()).toThrow(/^(?!.*canary).*$/s);
  });
});

describe('the configuration of accounts', () => {
  const SEALING_KEYS = `one:${randomBytes(32).toString('base64')}`;

  it('needs only the sealing keys', () => {
    expect(readAccountsConfig({ SEALING_KEYS })).toMatchObject({
      accessTokenSeconds: 900,
      sessionSeconds: 30 * 86_400,
      attempts: { maxFailures: 5, windowMs: 900_000 },
    });
  });

  it('refuses token lifetimes out of range and missing keys together', () => {
    const environment = { ACCESS_TOKEN_SECONDS: '1', SESSION_SECONDS: '59', SIGN_IN_MAX_FAILURES: '0' };
    expect(() => readAccountsConfig(environment)).toThrow(
      /SEALING_KEYS[^]*ACCESS_TOKEN_SECONDS[^]*SESSION_SECONDS[^]*SIGN_IN_MAX_FAILURES/,
    );
  });
});
