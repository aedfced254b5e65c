/** The address of a build's folder. */
export function distAt(folder: string): URL {
  return new URL(`${folder}/`, 'file:');
}

/** The build that is measured; `BENCH_DIST` names another one. */
export const DIST = distAt(process.env['BENCH_DIST'] ?? new URL('../../dist', import.meta.url).pathname);

/**
 * Loads a module of the built product.
 *
 * @param path below `gateway` in the build
 */
export async function fromDist<Module>(path: string): Promise<Module> {
  return (await import(new URL(`gateway/${path}`, DIST).href)) as Module;
}
