import { EmptyStateLayout, Flex } from '@strapi/design-system';
import { EmptyDocuments } from '@strapi/icons/symbols';
import { Layouts, Page, useQueryParams } from '@strapi/strapi/admin';
import { useMemo } from 'react';
import { useCrmBoardQuery, useCrmPipelinesQuery } from '../../api/board-api';
import { useWords } from '../../words';
import { CreateRecord } from '../leads/CreateRecord';
import { boardAsked, type BoardQuery } from './board-query';
import { BoardColumns } from './BoardColumns';
import { BoardTools } from './BoardTools';

/** E2: a pipeline as columns of cards; dragging one is changing its stage. */
export function BoardPage() {
  const words = useWords();
  const [{ query }] = useQueryParams<BoardQuery>();
  const { data: pipelines, error: unlisted } = useCrmPipelinesQuery();
  const pipeline =
    pipelines?.find(({ documentId }) => documentId === query.pipeline) ??
    pipelines?.find(({ kind, isDefault }) => kind === 'lead' && isDefault) ??
    pipelines?.[0];
  const asked = useMemo(() => boardAsked(query, pipeline), [query, pipeline]);
  const { currentData: board, error } = useCrmBoardQuery(asked, {
    skip: pipeline === undefined,
    refetchOnMountOrArgChange: true,
  });
  const failure = unlisted ?? error;
  return (
    <Page.Main>
      <Page.Title>{words.say('crm.nav.board')}</Page.Title>
      <Layouts.Header
        title={words.say('crm.nav.board')}
        subtitle={words.say('crm.board.how')}
        primaryAction={<CreateRecord record={pipeline?.kind ?? 'lead'} pipeline={pipeline} />}
      />
      <Layouts.Action startActions={<BoardTools pipelines={pipelines ?? []} chosen={pipeline} />} />
      <Layouts.Content>
        {failure !== undefined ? (
          <Page.Error content={words.refusal(failure)} />
        ) : board !== undefined ? (
          <BoardColumns board={board} asked={asked} />
        ) : pipelines?.length === 0 ? (
          <EmptyStateLayout
            icon={<EmptyDocuments width="16rem" />}
            content={words.say('crm.board.noPipeline')}
          />
        ) : (
          <Flex justifyContent="center" padding={10}>
            <Page.Loading>{words.say('crm.loading')}</Page.Loading>
          </Flex>
        )}
      </Layouts.Content>
    </Page.Main>
  );
}
