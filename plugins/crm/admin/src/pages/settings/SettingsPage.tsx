import { Flex } from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';
import type { ReactNode } from 'react';
import { useWords } from '../../words';

interface Props {
  readonly title: string;
  readonly about: string;
  readonly action?: ReactNode;
  /** Why the page cannot be shown. */
  readonly failure?: unknown;
  readonly isLoading?: boolean;
  readonly children: ReactNode;
}

/** The frame of a page of the CRM's settings: heading, and what is to be seen before it is there. */
export function SettingsPage({ title, about, action, failure, isLoading, children }: Props) {
  const words = useWords();
  return (
    <Page.Main>
      <Page.Title>{words.say('crm.settings.of', { title })}</Page.Title>
      <Layouts.Header title={title} subtitle={about} primaryAction={action} />
      <Layouts.Content>
        {failure !== undefined ? (
          <Page.Error content={words.refusal(failure)} />
        ) : isLoading === true ? (
          <Page.Loading>{words.say('crm.loading')}</Page.Loading>
        ) : (
          <Flex direction="column" alignItems="stretch" gap={6}>
            {children}
          </Flex>
        )}
      </Layouts.Content>
    </Page.Main>
  );
}
