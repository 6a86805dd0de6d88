import type { StrapiApp } from '@strapi/strapi/admin';
import { ChartPie, Clock } from '@strapi/icons';
import { doorAction } from '../may';
import { CRM_HOME } from '../records';

type Widgets = Extract<Parameters<StrapiApp['widgets']['register']>[0], readonly unknown[]>;

/** On Strapi's home page: what is due, and where the leads stand. */
export const widgets: Widgets = [
  {
    id: 'due',
    pluginId: 'crm',
    icon: Clock,
    title: { id: 'crm.widget.due', defaultMessage: 'My follow-ups' },
    link: {
      label: { id: 'crm.widget.due.all', defaultMessage: 'All that is due' },
      href: `${CRM_HOME}/leads?view=due`,
    },
    permissions: [{ action: doorAction('lead.actions') }],
    component: async () => (await import('./DueWidget')).DueWidget,
  },
  {
    id: 'pipeline',
    pluginId: 'crm',
    icon: ChartPie,
    title: { id: 'crm.widget.pipeline', defaultMessage: 'Pipeline at a glance' },
    link: {
      label: { id: 'crm.widget.pipeline.all', defaultMessage: 'Open the board' },
      href: `${CRM_HOME}/board`,
    },
    permissions: [{ action: doorAction('pipeline.board') }],
    component: async () => (await import('./PipelineWidget')).PipelineWidget,
  },
];
