import { openEmbeddedDatabase } from '../../../subgraphs/shared/database/embedded-database.ts';

// A process that holds the embedded database in the given folder until it is killed.
const [folder = ''] = process.argv.slice(2);
try {
  const { pglite } = await openEmbeddedDatabase(folder);
  await pglite.exec(`create table if not exists kept (at int); insert into kept values (1)`);
  process.stdout.write('open\n');
  setInterval(() => undefined, 60_000);
} catch (error) {
  process.stdout.write(`${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}\n`);
}
