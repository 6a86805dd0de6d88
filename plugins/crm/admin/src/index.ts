import type { StrapiApp } from '@strapi/strapi/admin';
import { heldWhileUnread, withoutRefused, withoutRefusedInBulk } from './actions/built-ins';
import { documentActions } from './actions/document-actions';
import { lookAgainOnceOnline } from './api/look-again';
import type { ContentManagerApis } from './content-manager';
import { guardDoubleClicks } from './double-click';
import { translateEnumerations } from './enumerations';
import { menuLink } from './menu';
import { panels } from './panels';
import { mendForms } from './saved-forms';
import { SETTINGS_LINKS, SETTINGS_SECTION } from './settings';
import { translationsFor } from './translations';
import { readWhatIsTyped } from './typed-forms';
import { widgets } from './widgets';

export default {
  register(app: StrapiApp) {
    app.registerPlugin({ id: 'crm', name: 'CRM' });
    app.addMenuLink(menuLink);
    app.widgets.register((others) => [...widgets, ...others]);
    app.addSettingsLink(SETTINGS_SECTION, SETTINGS_LINKS);
    translateEnumerations(app);
    readWhatIsTyped(app);
    mendForms(app);
    guardDoubleClicks(window);
    lookAgainOnceOnline(app);
  },

  bootstrap(app: StrapiApp) {
    // Strapi types what other plugins offer as unknown.
    const apis = app.getPlugin('content-manager').apis as unknown as ContentManagerApis;
    apis.addDocumentAction((before) => [
      ...heldWhileUnread(withoutRefused(before)),
      ...documentActions,
    ]);
    apis.addBulkAction(withoutRefusedInBulk);
    apis.addEditViewSidePanel(panels);
  },

  registerTrads: ({ locales }: { locales: string[] }) => translationsFor(locales),
};
