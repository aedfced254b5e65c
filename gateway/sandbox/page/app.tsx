import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { ReactElement } from 'react';
import { AccountBar } from './session/account-bar.tsx';
import { EDITOR_THEME, EditorTheme } from './screen/editor-theme.tsx';
import { openGraph } from './graph/graph-connection.ts';
import type { GraphConnection } from './graph/graph-connection.ts';
import { DrawerBackdrop, isNarrow } from './screen/narrow-screen.tsx';
import { ImportProgress } from './operations/import-progress.tsx';
import { OPERATIONS_PLUGIN } from './operations/operations-panel.tsx';
import { preparedOperation } from './operations/prepared-operations.ts';
import type { SandboxConfig } from './sandbox-config.ts';
import { SandboxContext } from './sandbox-context.ts';
import type { Session } from './session/session.ts';
import { TabRoles } from './screen/tab-roles.ts';

/** What GraphiQL shows for Tiergraph's own graph; for a foreign graph it shows its default. */
const OWN_GRAPH = {
  plugins: [OPERATIONS_PLUGIN, HISTORY_PLUGIN],
  ...(isNarrow() ? {} : { visiblePlugin: OPERATIONS_PLUGIN.title }),
  defaultTabs: [{ query: preparedOperation('viewer').document }],
};
const ANY_GRAPH = { plugins: [HISTORY_PLUGIN] };

interface AppProps {
  readonly session: Session;
  readonly config: SandboxConfig;
}

/** The whole page: the account bar, and GraphiQL for the signed-in viewer. */
export function App({ session, config }: AppProps): ReactElement {
  const sessionState = useSyncExternalStore(session.subscribe, session.state);
  const graph = useGraph(session, config, sessionState.kind === 'signed-in' ? sessionState.login : null);
  const sandbox = useMemo(() => ({ sessionState, graph }), [sessionState, graph]);
  return (
    <SandboxContext value={sandbox}>
      <AccountBar config={config} session={session} sessionState={sessionState} />
      <ImportProgress />
      <main className="editor">
        <GraphiQL
          fetcher={graph.fetcher}
          {...(config.signIn ? OWN_GRAPH : ANY_GRAPH)}
          defaultEditorToolsVisibility={isNarrow() ? false : 'variables'}
          editorTheme={EDITOR_THEME}
          schemaDescription
          inputValueDeprecation
          // Variables may hold a password or a token, so they are kept only as long as the browser tab, like the
          // session.
          storage={sessionStorage}
        >
          <GraphiQL.Logo>{null}</GraphiQL.Logo>
          <FollowSystemTheme />
          <EditorTheme />
          <TabRoles />
          <DrawerBackdrop />
          <WrapLongLines />
          <ShowActiveTab />
        </GraphiQL>
      </main>
    </SandboxContext>
  );
}

/** The graph for the current sign-in. Another sign-in gets a new connection, and the old one ends. */
function useGraph(session: Session, config: SandboxConfig, login: string | null): GraphConnection {
  const graph = useMemo(() => ({ login, ...openGraph(session, config, location) }), [session, config, login]);
  useEffect(() => graph.close, [graph]);
  return graph;
}

/** GraphiQL reads the system's theme once. This reports changes to it while its settings choose no theme. */
function FollowSystemTheme(): null {
  const theme = useGraphiQL((state) => state.theme);
  const { setTheme } = useGraphiQLActions();
  useEffect(() => {
    const system = matchMedia('(prefers-color-scheme: dark)');
    const follow = () => {
      if (theme === null) setTheme(null);
    };
    system.addEventListener('change', follow);
    return () => system.removeEventListener('change', follow);
  }, [theme, setTheme]);
  return null;
}

/** Both editors wrap lines: comments of prepared operations are sentences, and variables hold long ids. */
function WrapLongLines(): null {
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const variableEditor = useGraphiQL((state) => state.variableEditor);
  useEffect(() => {
    queryEditor?.updateOptions({ wordWrap: 'on' });
    variableEditor?.updateOptions({ wordWrap: 'on' });
  }, [queryEditor, variableEditor]);
  return null;
}

/** Scrolls a tab into view that opens beyond the edge of the tab bar. */
function ShowActiveTab(): null {
  const activeTabIndex = useGraphiQL((state) => state.activeTabIndex);
  useEffect(() => {
    document.querySelector('.graphiql-tab-active')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [activeTabIndex]);
  return null;
}
