import type { Page } from 'playwright-core';
import { seriousViolations } from './support/accessibility';
import { panelForTests, picture, visit } from './support/panel';

jest.setTimeout(240_000);

const { panel } = panelForTests({ demo: true });

/** Each page, and what is on it once it is all there. */
const PAGES: Readonly<
  Record<
    string,
    {
      readonly address: string;
      readonly shows: string | RegExp;
      /** Where Strapi's own parts stand between ours. */
      readonly inside?: string;
    }
  >
> = {
  home: {
    address: '/admin',
    shows: 'Disqualified',
    inside: '[aria-labelledby^="plugin::crm."] ul',
  },
  leads: { address: '/admin/plugins/crm/leads', shows: 'Refit of the harbour house' },
  board: { address: '/admin/plugins/crm/board', shows: 'Refit of the harbour house' },
  approvals: { address: '/admin/plugins/crm/approvals', shows: 'Nothing waits for you.' },
  'inactive-contacts': { address: '/admin/plugins/crm/inactive-contacts', shows: 'Carlo Bianchi' },
  jobs: { address: '/admin/plugins/crm/jobs', shows: /^Nothing has been done to many leads/ },
  reports: { address: '/admin/plugins/crm/reports', shows: 'Bought elsewhere' },
  notifications: { address: '/admin/plugins/crm/notifications', shows: 'How you are told' },
  presets: { address: '/admin/settings/crm/presets', shows: 'Like SimpleOne' },
  team: { address: '/admin/settings/crm/team', shows: 'Mia Marketeer' },
  roles: { address: '/admin/settings/crm/roles', shows: 'CRM Marketeer' },
  pipelines: { address: '/admin/settings/crm/pipelines', shows: 'Disqualified' },
  dropdowns: { address: '/admin/settings/crm/dropdowns', shows: 'Unqualified' },
  processes: { address: '/admin/settings/crm/processes', shows: /built-in process cannot/ },
  rules: { address: '/admin/settings/crm/rules', shows: 'Who may close as lost' },
};

const WINDOWS = {
  'wide and light': { theme: 'light', width: 1440, height: 1000 },
  'wide and dark': { theme: 'dark', width: 1440, height: 1000 },
  narrow: { theme: 'light', width: 390, height: 844 },
} as const;

describe.each(Object.entries(WINDOWS))('in a window that is %s', (name, options) => {
  let page: Page;
  beforeAll(async () => {
    page = await panel.as('ada', options);
  });
  afterAll(() => page.context().close());

  it.each(Object.entries(PAGES))(
    '%s has no serious barrier, and fits',
    async (path, { address, shows, inside }) => {
      await visit(page, address);
      await page.getByText(shows).locator('visible=true').first().waitFor();
      await picture(page, `${path}-${name.replaceAll(' ', '-')}`);
      const tooWide = await page.evaluate(
        () => document.documentElement.scrollWidth > window.innerWidth,
      );

      expect(await seriousViolations(page, inside)).toEqual([]);
      expect(tooWide).toBe(false);
    },
  );
});
