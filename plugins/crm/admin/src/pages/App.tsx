import { Page } from '@strapi/strapi/admin';
import { Navigate, Route, Routes } from 'react-router-dom';
import { doorAction } from '../may';
import { ApprovalsPage } from './approvals/ApprovalsPage';
import { BoardPage } from './board/BoardPage';
import { InactiveContactsPage } from './contacts/InactiveContactsPage';
import { Frame } from './Frame';
import { HomePage } from './HomePage';
import { JobsPage } from './jobs/JobsPage';
import { NotificationsPage } from './notifications/NotificationsPage';
import { ReportsPage } from './reports/ReportsPage';
import { LeadsPage } from './leads/LeadsPage';

/** The CRM's own pages; the forms of its records are the Content Manager's. */
export default function App() {
  return (
    <Page.Protect permissions={[{ action: doorAction('lead.actions'), subject: null }]}>
      <Routes>
        <Route index element={<HomePage />} />
        <Route element={<Frame />}>
          <Route path="leads" element={<LeadsPage />} />
          <Route path="inactive-contacts" element={<InactiveContactsPage />} />
          <Route path="approvals" element={<ApprovalsPage />} />
          <Route path="notifications" element={<NotificationsPage />} />
          <Route path="reports" element={<ReportsPage />} />
          <Route path="jobs" element={<JobsPage />} />
          <Route path="board" element={<BoardPage />} />
        </Route>
        <Route path="*" element={<Navigate to="." replace />} />
      </Routes>
    </Page.Protect>
  );
}
