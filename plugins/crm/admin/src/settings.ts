import type { StrapiApp } from '@strapi/strapi/admin';
import { deedOn, doorAction } from './may';

const words = (key: string, defaultMessage: string) => ({
  id: `crm.settings.${key}`,
  defaultMessage,
});

/** Under Settings, in a section of its own: each page for who may change what it shows. */
export const SETTINGS_SECTION = { id: 'crm', intlLabel: words('section', 'CRM') };

/** The choice of a way of working, with a word of welcome. */
export const FIRST_RUN = '/settings/crm/presets?first=true';

export const SETTINGS_LINKS: Extract<
  Parameters<StrapiApp['addSettingsLink']>[1],
  readonly unknown[]
> = [
  {
    id: 'crm-presets',
    to: 'crm/presets',
    intlLabel: words('presets', 'Way of working'),
    permissions: [{ action: doorAction('role.change-settings'), subject: null }],
    Component: () => import('./pages/settings/presets/PresetsPage'),
  },
  {
    id: 'crm-team',
    to: 'crm/team',
    intlLabel: words('team', 'Team'),
    permissions: [deedOn('update', 'member')],
    Component: () => import('./pages/settings/team/TeamPage'),
  },
  {
    id: 'crm-roles',
    to: 'crm/roles',
    intlLabel: words('roles', 'Roles and rights'),
    permissions: [deedOn('update', 'role')],
    Component: () => import('./pages/settings/roles/RolesPage'),
  },
  {
    id: 'crm-pipelines',
    to: 'crm/pipelines',
    intlLabel: words('pipelines', 'Pipelines'),
    permissions: [deedOn('update', 'pipeline')],
    Component: () => import('./pages/settings/pipelines/PipelinesPage'),
  },
  {
    id: 'crm-dropdowns',
    to: 'crm/dropdowns',
    intlLabel: words('dropdowns', 'Dropdowns'),
    permissions: [deedOn('update', 'dropdown-value')],
    Component: () => import('./pages/settings/dropdowns/DropdownsPage'),
  },
  {
    id: 'crm-processes',
    to: 'crm/processes',
    intlLabel: words('processes', 'Qualification'),
    permissions: [deedOn('update', 'qualification-process')],
    Component: () => import('./pages/settings/processes/ProcessesPage'),
  },
  {
    id: 'crm-rules',
    to: 'crm/rules',
    intlLabel: words('rules', 'Closing rules'),
    permissions: [{ action: doorAction('role.change-settings'), subject: null }],
    Component: () => import('./pages/settings/rules/RulesPage'),
  },
];
