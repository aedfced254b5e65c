import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport, type SendMailOptions } from 'nodemailer';
import type { RenderedMail } from './render-mail.ts';
import type { MailPerson, MailSender } from './sender.ts';
import { oneLine } from './texts.ts';

/** A rendered message on its way. */
export interface Mail {
  /** Unique per occasion: sent again under the same name, a file is replaced instead of doubled. */
  readonly name: string;
  readonly sender: MailSender;
  readonly recipient: MailPerson;
  readonly content: RenderedMail;
}

/** Hands mail over; rejects when it could not, so that the job is tried again. */
export interface Mailer {
  send(mail: Mail): Promise<void>;
}

export interface MailerOptions {
  readonly smtpUrl: string | undefined;
  readonly directory: string;
  /** The address that every mail comes from; answers go to the seller's support. */
  readonly from: string;
}

/** How long a mail server may keep silent; without a limit a job would wait for it for minutes. */
const SMTP_TIMEOUTS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };

/** Makes the mailer: by SMTP where an address is configured, otherwise as `.eml` files in the directory. */
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
    // Nobody's answering machine should answer.
    headers: { 'Auto-Submitted': 'auto-generated' },
    // What is in a mail comes from its templates alone.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
