import { useGraphiQL, useMonaco } from '@graphiql/react';
import { useEffect } from 'react';

/** The editor's themes, under the names that GraphiQL is to use. */
export const EDITOR_THEME = { light: 'tiergraph-light', dark: 'tiergraph-dark' } as const;

const CLEAR = '#ffffff00';

interface Palette {
  readonly base: 'vs' | 'vs-dark';
  readonly ground: string;
  readonly accent: string;
  /** The background of the selected item in a list. */
  readonly chosen: string;
  readonly lineNumber: string;
  readonly argument: string;
  readonly comment: string;
}

const PALETTES: Readonly<Record<keyof typeof EDITOR_THEME, Palette>> = {
  light: {
    base: 'vs',
    ground: '#ffffff',
    accent: '#0f766e',
    chosen: '#0f766e1f',
    lineNumber: '#1f6f87',
    argument: '#5b58c4',
    comment: '#007000',
  },
  dark: {
    base: 'vs-dark',
    ground: '#212a3b',
    accent: '#2dd4bf',
    chosen: '#2dd4bf24',
    lineNumber: '#a3aebf',
    argument: '#a5a0ff',
    comment: '#8fc07a',
  },
};

/** Gives the editors the page's colours, all of which are readable on the page's background. */
export function EditorTheme(): null {
  const monaco = useMonaco((state) => state.monaco);
  const current = useGraphiQL((state) => state.monacoTheme);
  useEffect(() => {
    if (!monaco) return;
    for (const scheme of ['light', 'dark'] as const) {
      const { base, ground, accent, chosen, lineNumber, argument, comment } = PALETTES[scheme];
      monaco.editor.defineTheme(EDITOR_THEME[scheme], {
        base,
        inherit: true,
        rules: [
          { token: 'comment', foreground: comment },
          { token: 'argument.identifier.gql', foreground: argument },
        ],
        colors: {
          'editor.background': CLEAR,
          'scrollbar.shadow': CLEAR,
          'editorLineNumber.foreground': lineNumber,
          'textLink.foreground': accent,
          'textLink.activeForeground': accent,
          'editorLink.activeForeground': accent,
          focusBorder: accent,
          'editorWidget.background': ground,
          'editorWidget.resizeBorder': accent,
          'editorHoverWidget.background': ground,
          'editorSuggestWidget.background': ground,
          'editorSuggestWidget.selectedBackground': chosen,
          'editorSuggestWidget.highlightForeground': accent,
          'list.hoverBackground': chosen,
          'list.highlightForeground': accent,
          'list.focusHighlightForeground': accent,
          'menu.background': ground,
          'menu.selectionBackground': chosen,
          'quickInput.background': ground,
          'quickInputList.focusBackground': chosen,
          'pickerGroup.foreground': accent,
        },
      });
    }
    if (current) monaco.editor.setTheme(current);
  }, [monaco, current]);
  return null;
}
