import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEMO_PASSWORD } from '../../subgraphs/accounts/main.ts';
import { startProcess, type RunningProcess } from '../support/processes.ts';
import type { Platform } from './platform.ts';

/** The line that the graph prints when it is ready. */
export const READY = /^Tiergraph is ready at (\S+)$/m;

/** A folder for the data of one test. */
export interface DataFolder extends AsyncDisposable {
  readonly path: string;
}

/** Makes an empty folder, which is removed when the result is disposed of. */
export async function makeDataFolder(): Promise<DataFolder> {
  const path = await mkdtemp(join(tmpdir(), 'tiergraph-journey-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** The running embedded graph. */
export interface EmbeddedProcess extends AsyncDisposable {
  readonly process: RunningProcess;
  readonly platform: Platform;
}

/** Starts the embedded graph on a folder and waits until it is ready. */
export async function startEmbeddedProcess(
  dataDir: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<EmbeddedProcess> {
  const started = startProcess({
    file: 'dist/gateway/embedded-main.js',
    environment: { PORT: '0', DATA_DIR: dataDir, ...environment },
  });
  const url = await started.says(READY);
  return {
    process: started,
    platform: {
      url,
      password: DEMO_PASSWORD,
      mailDirectory: join(dataDir, 'mail'),
      vendorLog: join(dataDir, 'vendor-simulator.jsonl'),
    },
    [Symbol.asyncDispose]: () => started[Symbol.asyncDispose](),
  };
}
