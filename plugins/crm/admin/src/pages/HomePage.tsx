import { Page, SubNav, useIsMobile } from '@strapi/strapi/admin';
import { Navigate } from 'react-router-dom';
import { useWords } from '../words';
import { CrmNav } from './CrmNav';

/** Where the menu leads: to the board, or in a narrow window to the list of pages, as Strapi's own do. */
export function HomePage() {
  const words = useWords();
  const isMobile = useIsMobile();
  if (!isMobile) return <Navigate to="board" replace />;
  return (
    <>
      <Page.Title>{words.say('crm.menu')}</Page.Title>
      <SubNav.PageWrapper>
        <CrmNav isFullPage />
      </SubNav.PageWrapper>
    </>
  );
}
