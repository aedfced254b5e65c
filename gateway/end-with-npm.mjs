// Ends the process when the npm that runs it is gone: npm passes a signal only to its shell, and what the shell started
// goes on. The scripts in package.json preload this module; without npm it does nothing.
import { readFile } from 'node:fs/promises';

const LOOK_EVERY_MS = 500;

/** The processes above this one, as far as they are visible: the shell that npm started, and npm. */
async function ancestors() {
  // In /proc/<pid>/stat the parent is the second field after the process name, which may contain any character.
  const stat = await readFile(`/proc/${process.ppid}/stat`, 'utf8').catch(() => '');
  return `${process.ppid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? ''}`;
}

async function endWhenAlone(started) {
  if ((await ancestors()) === started) setTimeout(() => void endWhenAlone(started), LOOK_EVERY_MS).unref();
  else process.kill(process.pid, 'SIGTERM');
}

if (process.env.npm_lifecycle_event !== undefined) await endWhenAlone(await ancestors());
