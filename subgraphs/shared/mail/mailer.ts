import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport, type SendMailOptions } from 'nodemailer';
import type { RenderedMail } from './render-mail.ts';
import type { MailPerson, MailSender } from './sender.ts';
import { oneLine } from './texts.ts';

/** A rendered message on its way. */
export interface Mail {
  /** Unique for each occasion. A mail that is sent again under the same name replaces its file. */
  readonly name: string;
  readonly sender: MailSender;
  readonly recipient: MailPerson;
  readonly content: RenderedMail;
}

/** Hands mail over. Rejects when that fails, so that the job is tried again. */
export interface Mailer {
  send(mail: Mail): Promise<void>;
}

export interface MailerOptions {
  readonly smtpUrl: string | undefined;
  readonly directory: string;
  /** The address that every mail comes from. Replies go to the seller's support. */
  readonly from: string;
}

/**
 * How long to wait for a mail server. One that takes its time to look at a mail needs more of it than one that is asked for a
 * connection: a mail that is given up too soon arrives twice.
 */
const SMTP_TIMEOUTS = {
  dnsTimeout: 5_000,
  connectionTimeout: 5_000,
  greetingTimeout: 5_000,
  socketTimeout: 30_000,
};

/** How often a mail is tried: soon at first, then once an hour, for about two days. */
export const MAIL_TRIES = { retryLimit: 50, retryDelay: 2, retryBackoff: true, retryDelayMax: 3_600 };

/** Creates the mailer. It sends by SMTP when a server is configured, and otherwise writes `.eml` files to the directory. */
export function createMailer({ smtpUrl, directory, from }: MailerOptions): Mailer {
  const smtp = smtpUrl === undefined ? undefined : createTransport({ url: smtpUrl, ...SMTP_TIMEOUTS });
  const composer = createTransport({ streamTransport: true, buffer: true });
  return {
    async send(mail) {
      const message = toMessage(mail, from);
      if (smtp !== undefined) {
        await smtp.sendMail(message);
        return;
      }
      const { message: content } = (await composer.sendMail(message)) as { message: Buffer };
      await mkdir(directory, { recursive: true });
      const file = join(directory, `${mail.name}.eml`);
      await writeFile(`${file}.part`, content);
      await rename(`${file}.part`, file);
    },
  };
}

function toMessage({ name, sender, recipient, content }: Mail, from: string): SendMailOptions {
  const senderName = oneLine(sender.name);
  return {
    from: { name: senderName, address: from },
    to: { name: oneLine(`${recipient.firstName} ${recipient.lastName}`), address: recipient.email },
    ...(sender.supportEmail === undefined ? {} : { replyTo: { name: senderName, address: sender.supportEmail } }),
    subject: oneLine(content.subject),
    text: content.text,
    html: content.html,
    messageId: `<${name}@${from.slice(from.indexOf('@') + 1)}>`,
    // Keeps automatic replies, such as absence notes, from being sent.
    headers: { 'Auto-Submitted': 'auto-generated' },
    // The content of a mail comes from its templates only, never from files or addresses.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
