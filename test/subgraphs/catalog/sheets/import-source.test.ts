import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ImportPriceListDocument } from '../../../operations/generated/graphql.ts';
import { FASTEST_KIND } from '../../../support/databases.ts';
import { userOf } from '../../../support/principals.ts';
import { importEnd, MONEY, resellerUser, sheet, startImport, tree, useCatalog } from '../catalog-under-test.ts';

describe('a sheet at a URL', () => {
  const server = createServer((request, response) => {
    if (request.url === '/sheet.csv') response.end(sheet([{}]));
    else if (request.url === '/elsewhere') response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
    else response.writeHead(404).end();
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => server.close());
  const address = () => `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const used = useCatalog(FASTEST_KIND, { environment: { IMPORT_ALLOWED_HOSTS: '127.0.0.1' } });
  const importFrom = async (path: string) => {
    const { priceListImport } = await startImport(used.catalog(), `http://${address()}${path}`);
    return importEnd(used.catalog(), priceListImport?.id ?? '');
  };

  it('is fetched from a host that is allowed', async () => {
    expect(await importFrom('/sheet.csv')).toMatchObject({ status: 'COMPLETED', rowsAdded: 1 });
  });

  it('fails the import when it is missing or its host redirects', async () => {
    expect(await importFrom('/missing.csv')).toMatchObject({
      status: 'FAILED',
      failure: `${address()} responded with status 404 instead of the file.`,
    });
    expect(await importFrom('/elsewhere')).toMatchObject({
      status: 'FAILED',
      failure: `${address()} does not respond, or redirects to another address.`,
    });
  });
});

describe('the source of an import', () => {
  const used = useCatalog(FASTEST_KIND, { environment: { IMPORT_ALLOWED_HOSTS: 'sheets.example' } });

  it.each([
    ['/etc/passwd', 'INVALID'],
    ['../sheet.csv', 'INVALID'],
    ['a/../../sheet.csv', 'INVALID'],
    [String.raw`..\sheet.csv`, 'INVALID'],
    [String.raw`C:\sheet.csv`, 'INVALID'],
    ['', 'INVALID'],
    ['missing.csv', 'NOT_FOUND'],
    ['http://127.0.0.1/sheet.csv', 'NOT_ALLOWED'],
    ['https://sheets.example.evil.example/sheet.csv', 'NOT_ALLOWED'],
    ['file:///etc/passwd', 'INVALID'],
    ['https://user:secret@sheets.example/sheet.csv', 'INVALID'],
  ])('is refused without a record: %s as %s', async (source, code) => {
    const { priceListImport, userErrors } = await startImport(used.catalog(), source);
    expect(priceListImport).toBeNull();
    expect(userErrors).toMatchObject([{ code, path: ['source'] }]);
    expect(await used.catalog().database.sql('select 1 from catalog.price_list_import')).toEqual([]);
  });

  it('is refused when a symbolic link leads out of the folder', async () => {
    await symlink('/etc/hostname', join(used.importDir, 'link.csv'));
    expect((await startImport(used.catalog(), 'link.csv')).userErrors).toMatchObject([{ code: 'INVALID' }]);
  });

  it('is refused from a caller without MANAGE_CATALOG or outside the provider', async () => {
    await writeFile(join(used.importDir, 'sheet.csv'), sheet([{}]));
    const input = { vendor: 'Example', source: 'sheet.csv' };
    for (const user of [userOf(tree.provider, MONEY), resellerUser]) {
      const { errors } = await used.catalog().ask(ImportPriceListDocument, { input }, user);
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    }
  });
});
