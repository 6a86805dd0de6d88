import type { StrapiApp } from '@strapi/strapi/admin';
import { ChartPie } from '@strapi/icons';
import { doorAction } from '../may';
import { CRM_HOME } from '../records';

type Widgets = Extract<Parameters<StrapiApp['widgets']['register']>[0], readonly unknown[]>;

/** On Strapi's home page: where the leads stand. */
export const widgets: Widgets = [
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
