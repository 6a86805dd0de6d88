import type { Page } from 'playwright-core';
import { seriousViolations } from './support/accessibility';
import { panelForTests, picture } from './support/panel';

/* An administrator in an installation where nothing has happened yet. */

jest.setTimeout(240_000);

const { app, panel } = panelForTests();
let page: Page;

beforeAll(async () => {
  page = await panel.as('admin');
});

const toCrm = () => page.goto('/admin/plugins/crm');
const welcome = () => page.getByRole('heading', { name: 'Welcome. How do you work?' });

describe('an administrator of a fresh installation', () => {
  it('is led once to the ways of working, and may decide later', async () => {
    await toCrm();
    await page.waitForURL('**/settings/crm/presets?first=true');
    await welcome().waitFor();
    await picture(page, 'first-run');
    const barriers = await seriousViolations(page);
    await page.getByRole('link', { name: 'Decide later' }).click();
    await page.waitForURL('**/plugins/crm/board');
    await toCrm();
    await page.waitForURL('**/plugins/crm/board');

    expect(barriers).toEqual([]);
  });

  it('is not asked any more once they have chosen', async () => {
    await page.goto('/admin/settings/crm/presets?first=true');
    await welcome().waitFor();
    await page.getByRole('button', { name: 'Choose Like SimpleOne' }).click();
    await page
      .getByRole('alertdialog')
      .getByRole('button', { name: 'Choose', exact: true })
      .dblclick();
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    await welcome().waitFor({ state: 'detached' });

    expect(new URL(page.url()).search).not.toContain('first');
  });

  it('finds them in the settings afterwards, and chooses one', async () => {
    await page.goto('/admin/settings/crm/presets');
    await page.getByRole('button', { name: 'Choose Like AutoPlay' }).click();
    await page
      .getByRole('alertdialog')
      .getByRole('button', { name: 'Choose', exact: true })
      .click();
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });

    expect(await welcome().count()).toBe(0);
    const pipeline = await app.strapi.db
      .query('plugin::crm.pipeline')
      .findOne({ where: { key: 'sales' } });
    expect(pipeline).toMatchObject({ forwardOnly: false, allowReopen: true });
  });
});

describe('everybody else', () => {
  it('begins at the board', async () => {
    const sales = await panel.as('sales');
    await sales.goto('/admin/plugins/crm');
    await sales.waitForURL('**/plugins/crm/board');
  });
});

describe('a CRM administrator who is no super admin of Strapi', () => {
  it('R13: is told on the page of the team why the roles of the logins are not there', async () => {
    const { id } = await app.strapi.db
      .query('admin::role')
      .findOne({ where: { code: 'crm_admin' } });
    await app.strapi.db
      .query('admin::user')
      .update({ where: { email: 'admin@crm.example' }, data: { roles: [id] } });

    await page.goto('/admin/settings/crm/team');
    await page.getByText(/^Your role may not read Strapi's administrators/).waitFor();
    await picture(page, 'team-without-logins');
  });
});
