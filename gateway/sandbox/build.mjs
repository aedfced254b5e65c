// Builds the sandbox page into dist/gateway/sandbox/page. Does nothing when its sources have not changed.
import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const root = fileURLToPath(new URL('../../', import.meta.url));
const sandbox = join(root, 'gateway/sandbox');
const output = join(root, 'dist/gateway/sandbox/page');
const [brotli, zip] = [promisify(brotliCompress), promisify(gzip)];
/** The best level, 11, saves another tenth but takes ten times as long, at everybody's first start. */
const BROTLI_QUALITY = 9;
const hashFile = `${output}.hash`;

/** Lists every file below a folder, sorted, so that the hash does not depend on the order of the file system. */
async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Compresses a file for browsers. Files that do not get smaller are sent as they are. */
async function compressFiles() {
  const files = (await filesBelow(output)).filter((file) => /\.(?:css|html|js|json|svg|ttf)$/.test(file));
  await Promise.all(
    files.map(async (file) => {
      const content = await readFile(file);
      const params = {
        [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
        [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      };
      const compressed = { br: await brotli(content, { params }), gz: await zip(content, { level: 9 }) };
      for (const [ending, bytes] of Object.entries(compressed)) {
        if (bytes.length < content.length) await writeFile(`${file}.${ending}`, bytes);
      }
    }),
  );
}

/** A hash of everything that decides the output: the page, the prepared operations, the build, the locked versions. */
async function hashOfSources() {
  const files = [
    ...(await filesBelow(join(sandbox, 'page'))),
    ...(await filesBelow(join(root, 'schema/operations'))),
    join(sandbox, 'vite.config.ts'),
    join(sandbox, 'build.mjs'),
    join(root, 'package-lock.json'),
  ];
  const hash = createHash('sha256');
  for (const file of files) {
    hash
      .update(`${relative(root, file)}\0`)
      .update(await readFile(file))
      .update('\0');
  }
  return hash.digest('hex');
}

const hash = await hashOfSources();
const builtHash = existsSync(join(output, 'index.html')) ? await readFile(hashFile, 'utf8').catch(() => '') : '';
if (hash !== builtHash) {
  const startedAt = performance.now();
  process.stdout.write('Building the sandbox page …');
  // Removed first, because a build that fails halfway must not look finished to the next one.
  await rm(hashFile, { force: true });
  const { build } = await import('vite');
  await build({ configFile: join(sandbox, 'vite.config.ts') });
  await mkdir(output, { recursive: true });
  await compressFiles();
  await writeFile(hashFile, hash);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(` ${seconds} s\n`);
}
