import { createHash, randomBytes } from 'node:crypto';
import { URI } from 'otpauth';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  CompleteSignInDocument,
  ConfirmSecondFactorDocument,
  EnrolSecondFactorDocument,
  IdentityProvidersDocument,
  UpdateUserDocument,
} from '../../../operations/generated/graphql.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { GERMAN_PAGES } from '../../../../subgraphs/accounts/endpoints/texts/german.ts';
import { fill } from '../../../../subgraphs/shared/mail/texts.ts';
import { eventually } from '../../../support/eventually.ts';
import { freePort } from '../../../support/free-port.ts';
import { startGraph, type GraphUnderTest } from '../../../support/graph-under-test.ts';
import { startIdentityProvider, type RunningIdentityProvider } from '../../../support/identity-provider.ts';
import { mailsIn } from '../../../support/mail.ts';
import { ANONYMOUS } from '../../../support/principals.ts';
import { WalkingBrowser, type Shown } from './walking-browser.ts';

const PORTAL = 'http://portal.example/welcome';
const PASSWORD = 'Tiergraph-demo-1';

describeOnBothDatabases('single sign-on', (kind) => {
  const closing = new AsyncDisposableStack();
  let url: string;
  let graph: GraphUnderTest;
  let harbor: RunningIdentityProvider;
  let anywhere: RunningIdentityProvider;

  beforeAll(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    const redirectUri = `${url}/sign-in/callback`;
    harbor = closing.use(await startIdentityProvider({ redirectUri }));
    anywhere = closing.use(await startIdentityProvider({ redirectUri, tellsInToken: true }));
    const configured = (id: string, name: string, { issuer, clientId, clientSecret }: RunningIdentityProvider) => ({
      id,
      name,
      issuer,
      clientId,
      clientSecret,
    });
    const providers = [
      { ...configured('harbor', 'Harbor ID', harbor), emailDomains: ['harbor.example'], emailsAreVerified: true },
      configured('anywhere', 'Anywhere ID', anywhere),
      { id: 'away', name: 'Nobody Home', issuer: 'http://127.0.0.1:9', clientId: 'one', clientSecret: 'secret' },
    ];
    const environment = {
      PORT: String(port),
      PUBLIC_URL: url,
      IDENTITY_PROVIDERS: JSON.stringify(providers),
      SIGN_IN_RETURN_URLS: `${PORTAL}, https://other.example/`,
      SIGN_IN_MAX_FAILURES: '3',
    };
    graph = await startGraph(kind, { environment });
    closing.defer(() => graph.close());
    await graph.gateway.listen();
  });
  afterAll(() => closing.disposeAsync());

  /** What a portal makes up when it sends somebody to sign in. */
  const newPortal = () => {
    const [state, codeVerifier] = [randomBytes(16).toString('hex'), randomBytes(32).toString('base64url')];
    const codeChallenge = createHash('sha256').update(codeVerifier).digest('base64url');
    const parameters = new URLSearchParams({
      redirect_uri: PORTAL,
      state,
      code_challenge: codeChallenge,
      code_challenge_method: 'S256',
    });
    return { state, codeVerifier, page: `${url}/sign-in?${parameters}` };
  };
  type Portal = ReturnType<typeof newPortal>;

  /** Goes to a provider, and says there who one is. */
  const goTo = async (browser: WalkingBrowser, portal: Portal, provider: string, subject: string): Promise<Shown> => {
    const there = await browser.open(`${portal.page}&provider=${provider}`);
    expect(there.url.pathname).toMatch(/^\/interaction\//);
    return await browser.open(there.url, { subject });
  };
  const recognise = async (provider: string, subject: string) => {
    const [browser, portal] = [new WalkingBrowser(PORTAL), newPortal()];
    return { browser, portal, shown: await goTo(browser, portal, provider, subject) };
  };
  const complete = async (shown: Shown, codeVerifier: string) => {
    const input = { code: shown.url.searchParams.get('code') ?? '', codeVerifier };
    const { data, errors } = await graph.ask(CompleteSignInDocument, { input }, ANONYMOUS);
    expect(errors).toEqual([]);
    return data.completeSignIn;
  };
  const signedInAs = async ({ portal, shown }: { readonly portal: Portal; readonly shown: Shown }) => {
    expect(shown.url.href.startsWith(PORTAL), shown.text).toBe(true);
    expect(shown.url.searchParams.get('state')).toBe(portal.state);
    return (await complete(shown, portal.codeVerifier)).viewer?.user?.login;
  };
  const setEmail = async (name: string, email: string) => {
    const input = { userId: graph.account(name).userId, email };
    const { data } = await graph.ask(UpdateUserDocument, { input }, graph.administrator('Meridian Distribution'));
    expect(data.updateUser.userErrors).toEqual([]);
  };

  it('lists the configured providers to everybody, in the graph and on the page', async () => {
    const { data } = await graph.ask(IdentityProvidersDocument, {}, ANONYMOUS);
    expect(data.identityProviders).toEqual([
      { id: 'harbor', name: 'Harbor ID', signInUrl: `${url}/sign-in?provider=harbor` },
      { id: 'anywhere', name: 'Anywhere ID', signInUrl: `${url}/sign-in?provider=anywhere` },
      { id: 'away', name: 'Nobody Home', signInUrl: `${url}/sign-in?provider=away` },
    ]);
    const { text } = await new WalkingBrowser(PORTAL).open(newPortal().page);
    expect(text).toContain('Sign in with Harbor ID');
    expect(text).toContain('Sign in with Anywhere ID');
  });

  it('links by the verified address once, and knows the person by issuer and subject afterwards', async () => {
    anywhere.people.set('sami-1', { email: 'Sami.Haddad@Summit.example', email_verified: true });
    expect(await signedInAs(await recognise('anywhere', 'sami-1'))).toBe('summit.admin');

    await eventually(async () => {
      const linked = (await mailsIn(graph.mailDirectory)).filter(({ name }) => name.includes('identity-linked'));
      expect(linked.map(({ subject }) => subject)).toEqual(['You can sign in with Anywhere ID']);
      expect(linked[0]?.headers.get('to')).toContain('sami.haddad@summit.example');
    });

    // The same person, whatever address the provider tells now.
    anywhere.people.set('sami-1', { email: 'another@elsewhere.example', email_verified: false });
    expect(await signedInAs(await recognise('anywhere', 'sami-1'))).toBe('summit.admin');

    // Another person with the address of before.
    anywhere.people.set('impostor', { email: 'sami.haddad@summit.example', email_verified: true });
    const { shown } = await recognise('anywhere', 'impostor');
    expect(shown.text).toContain('The user with this address signs in as somebody else at Anywhere ID.');
  });

  it('does not link by an address that the provider has not verified, or may not vouch for', async () => {
    anywhere.people.set('unverified', { email: 'lea.brandt@champion.example', email_verified: false });
    expect((await recognise('anywhere', 'unverified')).shown.text).toContain('Anywhere ID has not verified that');
    anywhere.people.set('nameless', {});
    expect((await recognise('anywhere', 'nameless')).shown.text).toContain('did not tell your e-mail address');
    harbor.people.set('intruder', { email: 'sami.haddad@summit.example', email_verified: true });
    expect((await recognise('harbor', 'intruder')).shown.text).toContain(
      'Harbor ID does not decide who has addresses of summit.example.',
    );
    anywhere.people.set('stranger', { email: 'nobody@nowhere.example', email_verified: true });
    expect((await recognise('anywhere', 'stranger')).shown.text).toContain('there is no user with the address');
  });

  it('links by an address without the claim where the configuration says that addresses are verified', async () => {
    await setEmail('Harbor IT', 'captain@harbor.example');
    harbor.people.set('captain', { email: 'captain@harbor.example' });
    expect(await signedInAs(await recognise('harbor', 'captain'))).toBe('harbor.admin');
  });

  it('does not choose between two users with one address', async () => {
    await setEmail('Contoso Bakery', 'shared@bakery.example');
    await setEmail('Lakeside School', 'shared@bakery.example');
    anywhere.people.set('shared', { email: 'shared@bakery.example', email_verified: true });
    expect((await recognise('anywhere', 'shared')).shown.text).toContain('More than one user has the address');
  });

  it('forgets who somebody is there when their address here changes', async () => {
    await setEmail('Bright Hands', 'first@hands.example');
    anywhere.people.set('hands', { email: 'first@hands.example', email_verified: true });
    const login = await signedInAs(await recognise('anywhere', 'hands'));
    expect(login).toBeTruthy();
    await setEmail('Bright Hands', 'second@hands.example');
    expect((await recognise('anywhere', 'hands')).shown.text).toContain('there is no user with the address');
    anywhere.people.set('hands-2', { email: 'second@hands.example', email_verified: true });
    expect(await signedInAs(await recognise('anywhere', 'hands-2'))).toBe(login);
  });

  it('asks for the second factor that the user has here, and counts wrong codes', async () => {
    const as = graph.administrator('Champion Cloud');
    const { data } = await graph.ask(EnrolSecondFactorDocument, { input: { password: PASSWORD } }, as);
    const authenticator = URI.parse(data.enrolSecondFactor.uri ?? '');
    const codeAt = (ms: number) => authenticator.generate({ timestamp: ms } as never);
    await graph.ask(ConfirmSecondFactorDocument, { input: { code: codeAt(Date.now()) } }, as);
    await setEmail('Champion Cloud', 'lea@champion.example');
    anywhere.people.set('lea', { email: 'lea@champion.example', email_verified: true });

    const { browser, portal, shown } = await recognise('anywhere', 'lea');
    expect(shown.text).toContain('One more step');
    const { identity = '' } = shown.hidden;
    const wrong = await browser.open(`${url}/sign-in`, { identity, code: '000000' });
    expect(wrong.text).toContain('The code is not one of this moment');
    // Nobody can write down for themselves whom a provider has recognised.
    const forged = await browser.open(`${url}/sign-in`, { identity: `${identity.slice(0, -4)}AAAA`, code: '000000' });
    expect(forged.text).toContain('Signing in took too long.');
    const right = await browser.open(`${url}/sign-in`, { identity, code: codeAt(Date.now() + 30_000) });
    expect(await signedInAs({ portal, shown: right })).toBe('champion.admin');

    for (let time = 0; time < 3; time += 1) await browser.open(`${url}/sign-in`, { identity, code: '111111' });
    const locked = await browser.open(`${url}/sign-in`, { identity, code: codeAt(Date.now() + 30_000) });
    expect(locked.text).toContain('There were too many attempts.');
  });

  it('takes login and password on the same page', async () => {
    const [browser, portal] = [new WalkingBrowser(PORTAL), newPortal()];
    const { hidden } = await browser.open(portal.page);
    const wrong = await browser.open(`${url}/sign-in`, { ...hidden, login: 'summit.admin', password: 'wrong' });
    expect(wrong.text).toContain('The login and the password do not match.');
    const shown = await browser.open(`${url}/sign-in`, { ...wrong.hidden, login: 'Summit.Admin', password: PASSWORD });
    expect(await signedInAs({ portal, shown })).toBe('summit.admin');
  });

  it('speaks the language that the portal asks for, from the first page to the last, also where it refuses', async () => {
    const { signIn, notSignedIn, faults } = GERMAN_PAGES;
    const [browser, portal] = [new WalkingBrowser(PORTAL), newPortal()];
    const first = await browser.open(`${portal.page}&ui_locales=${encodeURIComponent('nl de-CH en')}`);
    expect(first.text).toContain(fill(signIn.withProvider, { provider: 'Harbor ID' }));
    expect(first.links).toContain('/reset-password?language=de');
    const wrong = await browser.open(`${url}/sign-in`, { ...first.hidden, login: 'summit.admin', password: 'wrong' });
    expect(wrong.text).toContain(faults?.['WRONG_CREDENTIALS password'].message);
    const there = await browser.open(`${portal.page}&ui_locales=de&provider=anywhere`);
    expect((await browser.open(there.url, { refuse: '1' })).text).toContain(notSignedIn.heading);
    const away = await browser.open(`${portal.page}&ui_locales=de&provider=away`);
    expect(away.text).toContain(faults?.VENDOR_UNAVAILABLE.message);
    const shown = await browser.open(`${url}/sign-in`, { ...wrong.hidden, login: 'Summit.Admin', password: PASSWORD });
    expect(await signedInAs({ portal, shown })).toBe('summit.admin');
    const other = await browser.open(`${newPortal().page}&ui_locales=fr`);
    expect(other.text).toContain('Sign in with Harbor ID');
  });

  it('gives the session once, to the portal that began it', async () => {
    anywhere.people.set('sami-1', {});
    const { portal, shown } = await recognise('anywhere', 'sami-1');
    const stolen = await complete(shown, randomBytes(32).toString('base64url'));
    expect(stolen).toMatchObject({ session: null, userErrors: [{ code: 'EXPIRED', path: ['code'] }] });
    expect((await complete(shown, portal.codeVerifier)).userErrors).toEqual([]);
    expect((await complete(shown, portal.codeVerifier)).userErrors).toMatchObject([{ code: 'EXPIRED' }]);
  });

  it('is not taken up by another browser, nor a second time', async () => {
    anywhere.people.set('sami-1', {});
    const [mine, portal] = [new WalkingBrowser(`${url}/sign-in/callback`), newPortal()];
    // The attacker stops before the platform sees the answer, and sends it to somebody else.
    const { url: callback } = await goTo(mine, portal, 'anywhere', 'sami-1');
    const theirs = await new WalkingBrowser(PORTAL).open(callback);
    expect(theirs.text).toContain('This sign-in was not begun in this browser');
    expect(mine.cookiesOf(new URL(url).host)).toHaveLength(1);

    const { browser, shown } = await recognise('anywhere', 'sami-1');
    expect(shown.url.href.startsWith(PORTAL)).toBe(true);
    expect(browser.cookiesOf(new URL(url).host)).toEqual([]);
  });

  it('says so when the provider refuses, or is away', async () => {
    const [browser, portal] = [new WalkingBrowser(PORTAL), newPortal()];
    const there = await browser.open(`${portal.page}&provider=anywhere`);
    const refused = await browser.open(there.url, { refuse: '1' });
    expect(refused.text).toContain('Anywhere ID did not sign you in.');
    const away = await browser.open(`${portal.page}&provider=away`);
    expect(away.text).toContain('Nobody Home does not answer at the moment.');
    expect(away.text).toContain('Sign in with Anywhere ID');
  });

  it('sends nobody to an address that is not listed, and asks for a challenge', async () => {
    const browser = new WalkingBrowser(PORTAL);
    const { text } = await browser.open(`${url}/sign-in?redirect_uri=https://evil.example/&code_challenge=short`);
    expect(text).toContain('Nobody is sent to this address after signing in.');
    expect(text).toContain('The challenge is missing, or not one by S256.');
    const bare = await browser.open(`${url}/sign-in`);
    expect(bare.text).toContain('portal.example');
    expect(bare.text).toContain('other.example');
  });
});
