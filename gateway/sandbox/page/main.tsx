import 'graphiql/setup-workers/vite';
import '@graphiql/react/style.css';
import '@graphiql/plugin-doc-explorer/style.css';
import '@graphiql/plugin-history/style.css';
import 'graphiql/graphiql.css';
import './style.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { loadSandboxConfig } from './sandbox-config.ts';
import { Session } from './session/session.ts';
import { takeReturned } from './session/single-sign-on.ts';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root element.');
const config = await loadSandboxConfig();
const session = new Session(sessionStorage);
const returned = config.signIn ? takeReturned(sessionStorage) : null;
if (returned !== null) await session.completeSignIn(returned);
createRoot(root).render(<App session={session} config={config} />);
