import { expect, it } from 'vitest';
import { MESSAGE_NAMES } from '../../../../subgraphs/shared/mail/messages.ts';
import {
  RenderMailDocument,
  RequestPasswordResetDocument,
  UpdateBrandingDocument,
  type UpdateBrandingInput,
} from '../../../operations/generated/graphql.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { eventually } from '../../../support/eventually.ts';
import { mailsIn } from '../../../support/mail.ts';
import { ANONYMOUS, type ContextClaims } from '../../../support/principals.ts';
import { useDemoAccounts } from '../demo-hierarchy.ts';

describeOnBothDatabases('branding', (kind) => {
  const accounts = useDemoAccounts(kind);
  const champion = () => accounts().administrator('Champion Cloud');
  const update = async (name: string, changes: Partial<UpdateBrandingInput>, as: ContextClaims = champion()) => {
    const input = { accountId: accounts().account(name).id, ...changes };
    const { data, errors } = await accounts().ask(UpdateBrandingDocument, { input }, as);
    expect(errors).toEqual([]);
    return data.updateBranding;
  };
  const render = async (mail: string, name: string, as: ContextClaims = champion()) => {
    const variables = { mail, accountId: accounts().account(name).id };
    return (await accounts().ask(RenderMailDocument, variables, as)).data.renderMail;
  };

  it('changes what is given, keeps the rest, and is told to the other subgraphs', async () => {
    const { branding, userErrors } = await update('Champion Cloud', {
      displayName: 'Champion',
      primaryColor: '#0F5C4D',
      supportPhone: '(303) 555-0100',
      welcomeMessage: 'Good to have you.',
      logoUrl: 'https://champion.example/logo.svg',
    });
    expect(userErrors).toEqual([]);
    expect(branding).toEqual({
      displayName: 'Champion',
      logoUrl: 'https://champion.example/logo.svg',
      primaryColor: '#0f5c4d',
      supportEmail: null,
      supportPhone: '+13035550100',
      welcomeMessage: 'Good to have you.',
      senderName: null,
    });
    const next = await update('Champion Cloud', { displayName: null, supportEmail: 'help@champion.example' });
    expect(next.branding).toMatchObject({
      displayName: 'Champion Cloud',
      primaryColor: '#0f5c4d',
      supportEmail: 'help@champion.example',
    });
    await eventually(() => {
      const told = accounts()
        .facts.map(({ data }) => data as { id: string; branding?: object })
        .filter(({ id }) => id === accounts().account('Champion Cloud').id);
      expect(told.at(-1)?.branding).toMatchObject({ primaryColor: '#0f5c4d', supportEmail: 'help@champion.example' });
    });
  });

  it('is in the mails that customers receive', async () => {
    await update('Champion Cloud', { senderName: 'Champion Support', welcomeMessage: 'Good to have you.' });
    await accounts().ask(RequestPasswordResetDocument, { input: { login: 'contoso.admin' } }, ANONYMOUS);
    const mail = await eventually(async () => {
      const [found] = await mailsIn(accounts().mailDirectory);
      if (found === undefined) throw new Error('The mail has not come');
      return found;
    });
    expect(mail.headers.get('from')).toContain('Champion Support');
    expect(mail.text).toContain('Good to have you.');
    expect(mail.html).toContain('background:#0f5c4d');
    expect(mail.html).toContain('Good to have you.');
  });

  it('refuses with every reason what a mail or a panel could not show', async () => {
    const { branding, userErrors } = await update('Champion Cloud', {
      displayName: ' ',
      senderName: 'Champion\r\nBcc: all@example.com',
      primaryColor: 'green',
      logoUrl: 'http://champion.example/logo.svg',
      supportPhone: '12',
    });
    expect(branding).toBeNull();
    expect(userErrors.map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual([
      'REQUIRED displayName',
      'INVALID senderName',
      'INVALID logoUrl',
      'INVALID primaryColor',
      'ADDRESS_INVALID supportPhone',
    ]);
  });

  it('is for sellers, for their own people and those above', async () => {
    const codes = async (name: string, as: ContextClaims) =>
      (await update(name, { primaryColor: '#000000' }, as)).userErrors.map(({ code }) => code);
    expect(await codes('Contoso Bakery', champion())).toEqual(['NOT_ALLOWED']);
    expect(await codes('Summit Resale', champion())).toEqual(['NOT_FOUND']);
    expect(await codes('Harbor IT', champion())).toEqual([]);
    const clerk = accounts().administrator('Champion Cloud', ['MANAGE_ACCOUNTS']);
    const input = { accountId: accounts().account('Champion Cloud').id };
    for (const { errors } of [
      await accounts().ask(UpdateBrandingDocument, { input }, clerk),
      await accounts().ask(RenderMailDocument, { mail: 'order.completed', ...input }, clerk),
    ]) {
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    }
  });

  it('can be seen in every mail, with nothing of it read as HTML', async () => {
    await update('Champion Cloud', {
      senderName: '<b>Champion</b> & "Co"',
      welcomeMessage: '<script>alert(1)</script>',
    });
    for (const name of MESSAGE_NAMES) {
      const mail = await render(name, 'Champion Cloud');
      expect(mail?.subject, name).not.toBe('');
      expect(mail?.html, name).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
      expect(mail?.html, name).not.toContain('<script>');
      expect(mail?.text, name).toContain('<script>alert(1)</script>');
    }
    expect(await render('order.completed', 'Summit Resale')).toBeNull();
    expect(await render('order.completed', 'Contoso Bakery')).toBeNull();
    expect(await render('order.nothing', 'Champion Cloud')).toBeNull();
  });
});
