import { defineConfig } from 'vite';

const page = new URL('./page/', import.meta.url).pathname;
const outDir = new URL('../../dist/gateway/sandbox/page/', import.meta.url).pathname;

/** Builds the sandbox page: everything it needs is in its own folder, served below `/sandbox/`. */
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
    // React's directives for servers, in hundreds of files of libraries: without meaning in a bundle.
    rolldownOptions: {
      checks: { moduleLevelDirective: false },
      // GraphiQL names its icons, as they are read out and shown, by their functions.
      output: { keepNames: true },
    },
    // The editor is one chunk of three megabytes by nature, and it is loaded after the first paint.
    chunkSizeWarningLimit: 6000,
  },
});
