import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { readMail, type ReadMail } from './mail.ts';

/** A mail as a mail server has taken it. */
export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly mail: ReadMail;
}

/** A real SMTP server on loopback that keeps what it takes. */
export interface MailServer extends AsyncDisposable {
  /** The value for `SMTP_URL`. */
  readonly url: string;
  /** Everything taken so far. */
  readonly received: readonly ReceivedMail[];
}

/** Starts a mail server, which the caller disposes of. */
export async function startMailServer(): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const { mailFrom, rcptTo } = session.envelope;
      let text = '';
      stream.on('data', (chunk) => (text += String(chunk)));
      stream.on('end', () => {
        received.push({ from: mailFrom.address, to: rcptTo.map(({ address }) => address), mail: readMail(text) });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
