import type { StrapiApp } from '@strapi/strapi/admin';
import type { ComponentType } from 'react';
import { deedOn, doorAction } from './may';
import { protectedBy } from './protected';

type SettingsLink = Extract<
  Parameters<StrapiApp['addSettingsLink']>[1],
  readonly unknown[]
>[number];
type Permission = SettingsLink['permissions'][number];

const words = (key: string, defaultMessage: string) => ({
  id: `crm.settings.${key}`,
  defaultMessage,
});

/** Under Settings, in a section of its own: each page for who may change what it shows. */
export const SETTINGS_SECTION = { id: 'crm', intlLabel: words('section', 'CRM') };

/** The choice of a way of working, with a word of welcome. */
export const FIRST_RUN = '/settings/crm/presets?first=true';

/** A page under Settings: in the menu, and by its address, for who holds this permission alone. */
const settingsPage = (
  key: string,
  title: string,
  permission: Permission,
  load: () => Promise<{ default: ComponentType }>,
): SettingsLink => ({
  id: `crm-${key}`,
  to: `crm/${key}`,
  intlLabel: words(key, title),
  permissions: [permission],
  Component: protectedBy([permission], load),
});

const settle = { action: doorAction('role.change-settings'), subject: null };

export const SETTINGS_LINKS: SettingsLink[] = [
  settingsPage(
    'presets',
    'Way of working',
    settle,
    () => import('./pages/settings/presets/PresetsPage'),
  ),
  settingsPage(
    'team',
    'Team',
    deedOn('update', 'member'),
    () => import('./pages/settings/team/TeamPage'),
  ),
  settingsPage(
    'roles',
    'Roles and rights',
    deedOn('update', 'role'),
    () => import('./pages/settings/roles/RolesPage'),
  ),
  settingsPage(
    'pipelines',
    'Pipelines',
    deedOn('update', 'pipeline'),
    () => import('./pages/settings/pipelines/PipelinesPage'),
  ),
  settingsPage(
    'dropdowns',
    'Dropdowns',
    deedOn('update', 'dropdown-value'),
    () => import('./pages/settings/dropdowns/DropdownsPage'),
  ),
  settingsPage(
    'processes',
    'Qualification',
    deedOn('update', 'qualification-process'),
    () => import('./pages/settings/processes/ProcessesPage'),
  ),
  settingsPage('rules', 'Closing rules', settle, () => import('./pages/settings/rules/RulesPage')),
];
