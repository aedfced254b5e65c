// Builds what is run: the code with TypeScript, then the sandbox page if it has changed. Reports what it is doing.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Runs one of the project's programs. If it fails, ends this process with its exit code. */
async function run(program, ...args) {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.resolve(program)), ...args], { stdio: 'inherit' });
  const [code] = await once(child, 'close');
  if (code !== 0) process.exit(code ?? 1);
}

const startedAt = performance.now();
process.stdout.write('Building the code …');
// A compiler error starts on a line of its own.
const newline = () => process.stdout.write('\n');
process.once('exit', newline);
await run('../node_modules/typescript/bin/tsc', '-p', 'tsconfig.json');
process.removeListener('exit', newline);
process.stdout.write(` ${((performance.now() - startedAt) / 1000).toFixed(1)} s\n`);
await import('./sandbox/build.mjs');
