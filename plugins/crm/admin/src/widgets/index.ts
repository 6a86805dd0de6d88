import type { StrapiApp } from '@strapi/strapi/admin';
import { ChartPie, Check, Clock } from '@strapi/icons';
import { doorAction } from '../may';
import { CRM_HOME } from '../records';

type Widgets = Extract<Parameters<StrapiApp['widgets']['register']>[0], readonly unknown[]>;

/** On Strapi's home page: what is due, what waits for a decision, where the leads stand. */
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
    id: 'approvals',
    pluginId: 'crm',
    icon: Check,
    title: { id: 'crm.widget.approvals', defaultMessage: 'Waiting approvals' },
    link: {
      label: { id: 'crm.widget.approvals.all', defaultMessage: 'All approvals' },
      href: `${CRM_HOME}/approvals`,
    },
    permissions: [{ action: doorAction('close-request.waiting') }],
    component: async () => (await import('./ApprovalsWidget')).ApprovalsWidget,
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
