import { pino } from 'pino';
import { readGatewayConfig } from './config.ts';
import { startEmbedded } from './embedded.ts';

/** Runs the whole graph in this process until a signal ends it. */
async function main(): Promise<void> {
  const { logLevel } = readGatewayConfig({ ...process.env, LOG_LEVEL: process.env['LOG_LEVEL'] || 'warn' }, true);
  const logger = pino({ level: logLevel }, pino.destination(2));
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const graph = await startEmbedded(process.env, logger, say);
  process.stdout.write(`Tiergraph is ready at ${graph.url}\n`);
  const stop = (): void => {
    graph.close().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'closing failed');
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main().catch((error: unknown) => {
  // Whoever started the process can mend a fault of the environment: the message says how, and a stack trace would not
  // help.
  const isFault = error instanceof Error && error.name === 'ConfigError';
  process.stderr.write(`${isFault ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
