import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';

export interface Mail {
  /** Unique per occasion: sent again under the same name, a file is replaced instead of doubled. */
  readonly name: string;
  readonly fromName: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
}

/** Hands mail over; rejects when it could not, so that the job is tried again. */
export interface Mailer {
  send(mail: Mail): Promise<void>;
}

export interface MailerOptions {
  readonly smtpUrl: string | undefined;
  readonly directory: string;
  readonly from: string;
}

/** Makes the mailer: by SMTP where an address is configured, otherwise as `.eml` files in the directory. */
export function createMailer({ smtpUrl, directory, from }: MailerOptions): Mailer {
  const smtp = smtpUrl === undefined ? undefined : createTransport(smtpUrl);
  const composer = createTransport({ streamTransport: true, buffer: true });
  const domain = from.slice(from.indexOf('@') + 1);
  return {
    async send(mail) {
      const message = {
        from: { name: mail.fromName, address: from },
        to: mail.to,
        subject: mail.subject,
        text: mail.text,
        messageId: `<${mail.name}@${domain}>`,
      };
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
