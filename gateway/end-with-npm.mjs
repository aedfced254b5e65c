// Ends the process when the npm that runs it is gone: npm passes a signal on to its shell alone, which leaves what it
// started. Preloaded by the scripts of package.json; without npm it does nothing.
import { readFile } from 'node:fs/promises';

const LOOK_EVERY_MS = 500;

/** The processes above this one as far as they can be seen: the shell that npm started, and npm. */
async function ancestors() {
  // Where a process stands in /proc, its parent is the second field behind its name, which may hold anything.
  const stat = await readFile(`/proc/${process.ppid}/stat`, 'utf8').catch(() => '');
  return `${process.ppid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? ''}`;
}

async function endWhenAlone(started) {
  if ((await ancestors()) === started) setTimeout(() => void endWhenAlone(started), LOOK_EVERY_MS).unref();
  else process.kill(process.pid, 'SIGTERM');
}

if (process.env.npm_lifecycle_event !== undefined) await endWhenAlone(await ancestors());
