import { defineConfig } from 'vite';

const page = new URL('./page/', import.meta.url).pathname;
const outDir = new URL('../../dist/gateway/sandbox/page/', import.meta.url).pathname;

/** Builds the sandbox page. Everything that it needs is in its own folder, which is served below `/sandbox/`. */
export default defineConfig({
  root: page,
  base: '/sandbox/',
  logLevel: 'warn',
  worker: { format: 'es' },
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // Hundreds of library files have React's directives for servers, which mean nothing in a bundle.
    rolldownOptions: {
      checks: { moduleLevelDirective: false },
      // GraphiQL labels its icons by the names of their functions.
      output: { keepNames: true },
    },
    // The editor is a chunk of three megabytes, which is loaded after the first paint.
    chunkSizeWarningLimit: 6000,
  },
});
