import { parseArgs } from 'node:util';
import { createSealer } from '../shared/database/sealing.ts';
import { ConfigError, readEnvironment } from '../shared/process/config.ts';
import { openAccountsDatabase } from './main.ts';
import { resealFactors } from './services/sign-in/reseal-factors.ts';
import { rotateTokenKey } from './services/sign-in/token-keys.ts';

// Usage: npm run accounts:rotate-key               replaces the key of the access tokens; nobody notices
//        npm run accounts:rotate-key -- --stolen   at once: tokens that the old key signed are refused
// With DATABASE_URL (or ACCOUNTS_DATABASE_URL) and SEALING_KEYS in the environment. No process has to be restarted.

async function rotate(): Promise<string> {
  const { values } = parseArgs({ options: { stolen: { type: 'boolean', default: false } } });
  const read = readEnvironment(process.env);
  const own = read.optional('ACCOUNTS_DATABASE_URL') === undefined ? 'DATABASE_URL' : 'ACCOUNTS_DATABASE_URL';
  const url = read.url(own, ['postgres:', 'postgresql:']);
  const sealingKeys = read.text('SEALING_KEYS');
  read.check();
  const sealer = createSealer(sealingKeys);
  const database = await openAccountsDatabase({ kind: 'postgresql', url });
  try {
    const activeFrom = await rotateTokenKey(database.fresh, sealer, values.stolen);
    const resealed = await resealFactors(database.fresh, sealer);
    const sealedText = resealed === 0 ? '' : ` ${resealed} second factors were sealed with the first of SEALING_KEYS.`;
    return `The new key signs access tokens from ${activeFrom.toISOString()} on.${sealedText}`;
  } finally {
    await database.close();
  }
}

rotate().then(
  (message) => process.stdout.write(`${message}\n`),
  (error: unknown) => {
    process.stderr.write(`${error instanceof ConfigError ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
