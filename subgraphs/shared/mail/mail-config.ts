import type { EnvironmentReader } from '../process/config.ts';
import type { MailerOptions } from './mailer.ts';

/** Reads where mail is handed over: `SMTP_URL`, else files in `MAIL_DIR`, from `MAIL_FROM`. */
export function readMailOptions(read: EnvironmentReader): MailerOptions {
  return {
    smtpUrl: read.optional('SMTP_URL') === undefined ? undefined : read.url('SMTP_URL', ['smtp:', 'smtps:']),
    directory: read.text('MAIL_DIR', `${read.text('DATA_DIR', './data')}/mail`),
    from: read.text('MAIL_FROM', 'no-reply@tiergraph.example'),
  };
}
