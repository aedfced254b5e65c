import { useEffect, useState } from 'react';
import type { FormEvent, ReactElement } from 'react';
import logo from '../tiergraph.svg';
import type { SandboxConfig } from '../sandbox-config.ts';
import type { Session, SessionState } from './session.ts';
import { findSignInUrl, leaveToSignIn } from './single-sign-on.ts';

interface BarProps {
  readonly config: SandboxConfig;
  readonly session: Session;
  readonly sessionState: SessionState;
}
type SignIn = (login: string, password: string) => Promise<void>;

/** The bar above the editor: who is signed in, and how to sign in and out. */
export function AccountBar({ config, session, sessionState }: BarProps): ReactElement {
  const [isBusy, setIsBusy] = useState(false);
  const signIn: SignIn = async (login, password) => {
    setIsBusy(true);
    await session.signIn(login, password);
    setIsBusy(false);
  };
  const problem = sessionState.kind === 'signed-out' && !isBusy ? sessionState.problem : null;
  return (
    <header className="bar">
      <h1 className="brand">
        <img src={logo} alt="" width="24" height="24" />
        Tiergraph <span className="brand-place">Sandbox</span>
      </h1>
      <p className="bar-problem" role="alert" data-testid="sign-in-problem">
        {problem}
      </p>
      <p className="bar-status" role="status" data-testid="signed-in-text">
        {sessionState.kind === 'signed-in' && <SignedInText {...sessionState} />}
      </p>
      {config.demoUsers.length > 0 && <DemoUsers config={config} isBusy={isBusy} onSignIn={signIn} />}
      {!config.signIn ? null : sessionState.kind === 'signed-in' ? (
        <button type="button" className="button" data-testid="sign-out" onClick={() => void session.signOut()}>
          Sign out
        </button>
      ) : (
        <>
          <SignInForm isBusy={isBusy} onSignIn={signIn} />
          <SingleSignOn />
        </>
      )}
    </header>
  );
}

function SignedInText({ userName, accountName, accountType }: Extract<SessionState, { kind: 'signed-in' }>) {
  return (
    <>
      <span className="visually-hidden">Signed in as </span>
      <strong>{userName}</strong>
      <span className="bar-account">{accountName}</span>
      <span className="role" data-role={accountType}>
        {accountType.charAt(0) + accountType.slice(1).toLowerCase()}
      </span>
    </>
  );
}

function SignInForm({ isBusy, onSignIn }: { readonly isBusy: boolean; readonly onSignIn: SignIn }): ReactElement {
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void onSignIn(login, password);
  };
  return (
    <form className="sign-in" data-testid="sign-in-form" aria-label="Sign in" onSubmit={submit}>
      <input
        aria-label="Login"
        placeholder="Login"
        name="login"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        value={login}
        onChange={(event) => setLogin(event.target.value)}
        data-testid="sign-in-login"
      />
      <input
        aria-label="Password"
        placeholder="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        data-testid="sign-in-password"
      />
      <button type="submit" className="button button-primary" disabled={isBusy} data-testid="sign-in-submit">
        {isBusy ? 'Signing in…' : 'Sign in'}
      </button>
    </form>
  );
}

/** The way to sign in elsewhere; nothing where the platform knows no identity provider. */
function SingleSignOn(): ReactElement | null {
  const [signInUrl, setSignInUrl] = useState<string | null>(null);
  useEffect(() => void findSignInUrl().then(setSignInUrl), []);
  if (signInUrl === null) return null;
  return (
    <button
      type="button"
      className="button"
      data-testid="single-sign-on"
      onClick={() => void leaveToSignIn(signInUrl, sessionStorage)}
    >
      Single sign-on
    </button>
  );
}

interface DemoUsersProps {
  readonly config: SandboxConfig;
  readonly isBusy: boolean;
  readonly onSignIn: SignIn;
}

/** The menu of demo users. Choosing one signs in at once and closes the menu. */
function DemoUsers({ config, isBusy, onSignIn }: DemoUsersProps): ReactElement {
  return (
    <div className="demo">
      <button
        type="button"
        className="button"
        popoverTarget="demo-users"
        disabled={isBusy}
        data-testid="demo-users-menu"
      >
        Demo users <span aria-hidden="true">▾</span>
      </button>
      <div id="demo-users" className="demo-list" popover="auto" role="group" aria-label="Sign in as a demo user">
        <p className="demo-title">Sign in as</p>
        {config.demoUsers.map(({ login, label, role }) => (
          <button
            key={login}
            type="button"
            popoverTarget="demo-users"
            popoverTargetAction="hide"
            onClick={() => void onSignIn(login, config.demoPassword)}
            data-testid={`demo-user-${login}`}
          >
            <span>{label}</span>
            <code>{login}</code>
            <span className="demo-role">{role}</span>
          </button>
        ))}
      </div>
    </div>
  );
}
