import { Secret, TOTP } from 'otpauth';

/** Who an authenticator shows a code for. */
export interface AuthenticatorLabel {
  readonly issuer: string;
  readonly login: string;
}

const PERIOD_S = 30;
/** A code is accepted one period before and after its own: clocks differ, and people type slowly. */
const WINDOW = 1;
const CODE = /^\d{6}$/;

/** The address by which an authenticator takes a secret over: RFC 6238, six digits, thirty seconds, SHA-1. */
export function authenticatorUri(secret: string, { issuer, login }: AuthenticatorLabel): string {
  return authenticator(secret, { issuer, label: login }).toString();
}

/**
 * The number of the period whose code it is, if it is one of this moment; undefined for any other text. Periods are counted
 * from 1970, so that a code is not accepted twice.
 */
export function stepOfCode(secret: string, code: string, now: Date): number | undefined {
  if (!isAuthenticatorCode(code)) return undefined;
  const token = code.replaceAll(/\s/g, '');
  const timestamp = now.getTime();
  const delta = authenticator(secret).validate({ token, timestamp, window: WINDOW });
  return delta === null ? undefined : Math.floor(timestamp / 1_000 / PERIOD_S) + delta;
}

/** Whether a text looks like a code of an authenticator, and not like a recovery code. */
export function isAuthenticatorCode(code: string): boolean {
  return CODE.test(code.replaceAll(/\s/g, ''));
}

function authenticator(secret: string, label: { readonly issuer?: string; readonly label?: string } = {}): TOTP {
  return new TOTP({ ...label, secret: Secret.fromBase32(secret), period: PERIOD_S });
}

/** The form in which recovery codes are compared: however they are typed. */
export function normaliseRecoveryCode(code: string): string {
  return code.toLowerCase().replaceAll(/[^a-z\d]/g, '');
}
