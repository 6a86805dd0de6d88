import type { ComponentType } from 'react';
import { useMay } from '../may';
import type { WordId } from '../words';
import { ApprovalsPage } from './approvals/ApprovalsPage';
import { BoardPage } from './board/BoardPage';
import { InactiveContactsPage } from './contacts/InactiveContactsPage';
import { JobsPage } from './jobs/JobsPage';
import { LeadsPage } from './leads/LeadsPage';
import { NotificationsPage } from './notifications/NotificationsPage';
import { ReportsPage } from './reports/ReportsPage';

interface CrmPage {
  readonly path: string;
  readonly label: WordId;
  /** The permission that opens it, from the navigation and by its address. */
  readonly door: string;
  /** Shows beside its name how much waits there. */
  readonly counts?: true;
  readonly Component: ComponentType;
}

/** The pages of the CRM, in the order of its navigation. */
export const PAGES: readonly CrmPage[] = [
  { path: 'board', label: 'crm.nav.board', door: 'pipeline.board', Component: BoardPage },
  { path: 'leads', label: 'crm.nav.leads', door: 'lead.actions', Component: LeadsPage },
  {
    path: 'approvals',
    label: 'crm.nav.approvals',
    door: 'close-request.waiting',
    Component: ApprovalsPage,
  },
  {
    path: 'inactive-contacts',
    label: 'crm.nav.inactiveContacts',
    door: 'contact.activate',
    Component: InactiveContactsPage,
  },
  { path: 'jobs', label: 'crm.nav.jobs', door: 'bulk-job.progress', Component: JobsPage },
  { path: 'reports', label: 'crm.nav.reports', door: 'lead.funnel-report', Component: ReportsPage },
  {
    path: 'notifications',
    label: 'crm.nav.notifications',
    door: 'notification.read',
    counts: true,
    Component: NotificationsPage,
  },
];

/** Those that this user may open. */
export function usePages(): readonly CrmPage[] {
  const may = useMay();
  return PAGES.filter(({ door }) => may(door));
}
