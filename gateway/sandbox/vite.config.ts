import { readFile } from 'node:fs/promises';
import { defineConfig, type Plugin } from 'vite';

const page = new URL('./page/', import.meta.url).pathname;
const outDir = new URL('../../dist/gateway/sandbox/page/', import.meta.url).pathname;

/** Parts of the editor for languages and tools that the page does not have: colours, lenses, renaming, differences. */
const unusedContributions =
  /\/(?:colorPicker|codelens|comment|diffEditor|diffEditorBreadcrumbs|dropOrPasteInto|inlayHints|inlineEdits?|inspectTokens|rename|sectionHeaders|semanticTokens|stickyScroll)\/(?:browser\/)?[\w.]+\.js$/;

/** Leaves out the parts of the editor that its list of contributions loads for others. */
const withoutUnusedContributions: Plugin = {
  name: 'without-unused-contributions',
  load: {
    filter: { id: /monaco-editor\/esm\/vs\/editor\/(?:edcore\.main|editor\.all)\.js$/ },
    async handler(id) {
      const source = await readFile(id, 'utf8');
      return source.replace(/^import '([^']+)';$/gm, (line, path: string) =>
        unusedContributions.test(path) ? '' : line,
      );
    },
  },
};

/** Builds the sandbox page. Everything that it needs is in its own folder, which is served below `/sandbox/`. */
export default defineConfig({
  root: page,
  base: '/sandbox/',
  logLevel: 'warn',
  plugins: [withoutUnusedContributions],
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
