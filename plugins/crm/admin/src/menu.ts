import type { StrapiApp } from '@strapi/strapi/admin';
import { Briefcase } from '@strapi/icons';
import { doorAction } from './may';

/** In Strapi's main menu, for everyone who works on leads. */
export const menuLink: Parameters<StrapiApp['addMenuLink']>[0] = {
  to: 'plugins/crm',
  icon: Briefcase,
  intlLabel: { id: 'crm.menu', defaultMessage: 'CRM' },
  permissions: [{ action: doorAction('lead.actions'), subject: null }],
  Component: () => import('./pages/App'),
  position: 3,
};
