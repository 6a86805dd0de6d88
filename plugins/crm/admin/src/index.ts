import type { StrapiApp } from '@strapi/strapi/admin';
import { withoutRefused, withoutRefusedInBulk } from './actions/built-ins';
import { documentActions } from './actions/document-actions';
import type { ContentManagerApis } from './content-manager';
import { translateEnumerations } from './enumerations';
import { menuLink } from './menu';
import { panels } from './panels';
import { SETTINGS_LINKS, SETTINGS_SECTION } from './settings';
import { translationsFor } from './translations';
import { widgets } from './widgets';

export default {
  register(app: StrapiApp) {
    app.registerPlugin({ id: 'crm', name: 'CRM' });
    app.addMenuLink(menuLink);
    app.widgets.register((others) => [...widgets, ...others]);
    app.addSettingsLink(SETTINGS_SECTION, SETTINGS_LINKS);
    translateEnumerations(app);
  },

  bootstrap(app: StrapiApp) {
    // Strapi types what other plugins offer as unknown.
    const apis = app.getPlugin('content-manager').apis as unknown as ContentManagerApis;
    apis.addDocumentAction((before) => [...withoutRefused(before), ...documentActions]);
    apis.addBulkAction(withoutRefusedInBulk);
    apis.addEditViewSidePanel(panels);
  },

  registerTrads: ({ locales }: { locales: string[] }) => translationsFor(locales),
};
