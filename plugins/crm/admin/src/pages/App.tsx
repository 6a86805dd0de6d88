import { Page } from '@strapi/strapi/admin';
import { Navigate, Route, Routes } from 'react-router-dom';
import { doorAction } from '../may';
import { Frame } from './Frame';
import { HomePage } from './HomePage';
import { PAGES } from './pages';

const opensWith = (door: string) => [{ action: doorAction(door), subject: null }];

/** The CRM's own pages; the forms of its records are the Content Manager's. */
export default function App() {
  return (
    <Page.Protect permissions={opensWith('lead.actions')}>
      <Routes>
        <Route index element={<HomePage />} />
        <Route element={<Frame />}>
          {PAGES.map(({ path, door, Component }) => (
            <Route
              key={path}
              path={path}
              element={
                <Page.Protect permissions={opensWith(door)}>
                  <Component />
                </Page.Protect>
              }
            />
          ))}
        </Route>
        <Route path="*" element={<Navigate to="." replace />} />
      </Routes>
    </Page.Protect>
  );
}
