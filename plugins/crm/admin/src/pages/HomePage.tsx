import { Page, SubNav, useIsMobile } from '@strapi/strapi/admin';
import { Navigate } from 'react-router-dom';
import { useCrmIsFreshQuery } from '../api/settings-api';
import { useMay } from '../may';
import { FIRST_RUN } from '../settings';
import { useWords } from '../words';
import { CrmNav } from './CrmNav';
import { usePages } from './pages';

/**
 * Where the menu leads: to the first page that one may open, or in a narrow window to the list of pages, as Strapi's own do. An
 * administrator of a fresh installation is led to the choice of a way of working first, once.
 */
export function HomePage() {
  const words = useWords();
  const isMobile = useIsMobile();
  const pages = usePages();
  const maySettle = useMay()('role.change-settings');
  const { data: isFresh, isLoading } = useCrmIsFreshQuery(undefined, {
    skip: !maySettle,
    refetchOnMountOrArgChange: true,
  });
  if (isLoading) return <Page.Loading>{words.say('crm.loading')}</Page.Loading>;
  if (isFresh === true) return <Navigate to={FIRST_RUN} replace />;
  if (!isMobile) return <Navigate to={pages[0]?.path ?? 'leads'} replace />;
  return (
    <>
      <Page.Title>{words.say('crm.menu')}</Page.Title>
      <SubNav.PageWrapper>
        <CrmNav isFullPage />
      </SubNav.PageWrapper>
    </>
  );
}
