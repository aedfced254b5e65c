// Checks the files that are staged for a commit: format, lint and spelling, in seconds. Their content in the folder is
// what is looked at, not what is in the index.
import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const staged = execFileSync('git', ['diff', '--cached', '--name-only', '--diff-filter=d', '-z'], { cwd: ROOT })
  .toString('utf8')
  .split('\0')
  .filter((file) => file !== '');

/** Runs one of the project's programs on files; true when it found nothing. */
function passes(program, options, files) {
  if (files.length === 0) return true;
  const path = fileURLToPath(new URL(`../node_modules/${program}`, import.meta.url));
  return spawnSync(process.execPath, [path, ...options, ...files], { cwd: ROOT, stdio: 'inherit' }).status === 0;
}

const code = staged.filter((file) => /^(?:gateway|subgraphs|test)\/.*\.(?:ts|tsx|mjs)$/.test(file));
const results = [
  passes('prettier/bin/prettier.cjs', ['--check', '--ignore-unknown', '--log-level=warn'], staged),
  passes('oxlint/bin/oxlint', ['--type-aware', '--deny-warnings', '--tsconfig', 'test/tsconfig.json'], code),
  passes('cspell/bin.mjs', ['lint', '--no-progress', '--no-summary', '--no-must-find-files'], staged),
];

process.stdout.write(`${staged.length} staged files checked\n`);
process.exitCode = results.every(Boolean) ? 0 : 1;
