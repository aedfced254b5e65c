import type { EndedSessionsSource } from '../../../gateway/security/ended-sessions.ts';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JSONWebKeySet } from 'jose';

/** Signs access tokens as accounts does. */
export interface TokenIssuer {
  readonly jwks: JSONWebKeySet;
  /** A token with the usual claims of one account, unless others are given. */
  issue(claims?: Readonly<Record<string, unknown>>, header?: Readonly<Record<string, string>>): Promise<string>;
  readonly privateKey: CryptoKey;
  /** Tells of the sessions that `endSession` ended, from the next time it is asked. */
  readonly endedSessions: EndedSessionsSource;
  endSession(id: string): void;
}

export const secondsFromNow = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;

export async function createTokenIssuer(kid = 'test-key'): Promise<TokenIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid, alg: 'EdDSA', use: 'sig' }] };
  const ended: string[] = [];
  return {
    jwks,
    endedSessions: {
      pollMs: 50,
      load: () => Promise.resolve({ asOf: Date.now() / 1_000, keepSeconds: 900, sessionIds: [...ended] }),
    },
    endSession: (id) => void ended.push(id),
    privateKey,
    async issue(claims = {}, header = {}) {
      const usual = {
        kind: 'user',
        sub: 'usr_1',
        acc: 'acc_1',
        atype: 'RESELLER',
        path: 'root.acc_1',
        perms: ['PLACE_ORDERS'],
        sid: 'ses_1',
        iss: 'tiergraph',
        aud: 'tiergraph',
        iat: secondsFromNow(0),
        exp: secondsFromNow(900),
      };
      return await new SignJWT({ ...usual, ...claims })
        .setProtectedHeader({ alg: 'EdDSA', kid, ...header })
        .sign(privateKey);
    },
  };
}
