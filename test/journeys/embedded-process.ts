import { constants } from 'node:fs';
import { cp, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { DEMO_PASSWORD } from '../../subgraphs/accounts/main.ts';
import { exists } from '../../subgraphs/shared/process/project-root.ts';
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

/**
 * Makes a folder on which the graph has run before, with the demo and without an order. To make its database takes longer than
 * to start on it. The folder is removed when the result is disposed of.
 */
export async function makeUsedFolder(): Promise<DataFolder> {
  const used = join(tmpdir(), `tiergraph-used-${inject('runId')}`);
  if (!(await exists(used))) await makeUsed(used);
  const folder = await makeDataFolder();
  await cp(used, folder.path, { recursive: true, mode: constants.COPYFILE_FICLONE });
  return folder;
}

/** Makes the folder under another name and renames it, so that nobody copies an incomplete one. */
async function makeUsed(path: string): Promise<void> {
  const folder = await mkdtemp(`${path}-`);
  const { process } = await startEmbeddedProcess(folder);
  await process.end('SIGTERM');
  // Another test may have been faster.
  await rename(folder, path).catch(async (error: unknown) => {
    await rm(folder, { recursive: true, force: true });
    if (!(await exists(path))) throw error;
  });
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
