// Compiles before the watched process restarts. If the source has errors, the process does not start with the old
// build.
import { execFileSync } from 'node:child_process';

execFileSync('npm', ['run', 'build', '--silent'], { stdio: 'inherit' });
