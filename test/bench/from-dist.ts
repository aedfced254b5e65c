/** The build that is measured; `BENCH_DIST` names another one, to compare before and after a change. */
export const DIST = new URL(
  `${process.env['BENCH_DIST'] ?? new URL('../../dist', import.meta.url).pathname}/`,
  'file:',
);

/**
 * Loads a module of the built product.
 *
 * @param path below `gateway` in the build
 */
export async function fromDist<Module>(path: string): Promise<Module> {
  return (await import(new URL(`gateway/${path}`, DIST).href)) as Module;
}
