// Compiles before the watched process starts anew; a faulty source keeps the old build out of service.
import { execFileSync } from 'node:child_process';

execFileSync('npm', ['run', 'build', '--silent'], { stdio: 'inherit' });
