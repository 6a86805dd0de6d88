import { Box, Flex, Typography } from '@strapi/design-system';
import { Widget } from '@strapi/strapi/admin';
import { useCrmBoardQuery, useCrmPipelinesQuery, type BoardStage } from '../api/board-api';
import { countIn } from '../parts/count-in';
import { Dot } from '../parts/StageName';
import { useWords } from '../words';

/** How many leads stand where in the default pipeline, and what they are worth. */
export function PipelineWidget() {
  const words = useWords();
  const { data: pipelines, error: unlisted } = useCrmPipelinesQuery();
  const pipeline = pipelines?.find(({ kind, isDefault }) => kind === 'lead' && isDefault);
  const { data: board, error } = useCrmBoardQuery(
    { pipeline: pipeline?.documentId ?? '', filters: {} },
    { skip: pipeline === undefined, refetchOnMountOrArgChange: true },
  );
  const failure = unlisted ?? error;
  if (failure !== undefined) return <Widget.Error>{words.refusal(failure)}</Widget.Error>;
  if (pipelines !== undefined && pipeline === undefined) {
    return <Widget.NoData>{words.say('crm.board.noPipeline')}</Widget.NoData>;
  }
  if (board === undefined) return <Widget.Loading />;
  const most = Math.max(1, ...board.stages.map(({ count }) => count));
  return (
    <Flex tag="ul" direction="column" alignItems="stretch" gap={3}>
      {board.stages.map((stage) => (
        <Bar key={stage.documentId} stage={stage} share={stage.count / most} />
      ))}
    </Flex>
  );
}

function Bar({ stage, share }: { stage: BoardStage; share: number }) {
  const words = useWords();
  return (
    <Box tag="li">
      <Flex justifyContent="space-between" gap={3}>
        <Flex gap={2}>
          <Dot colour={stage.colour} />
          <Typography variant="pi" fontWeight="semiBold">
            {stage.name}
          </Typography>
        </Flex>
        <Typography variant="pi" textColor="neutral600">
          {stage.sum === null
            ? countIn(words, stage)
            : words.say('crm.widget.pipeline.of', {
                count: words.number(stage.count),
                sum: words.amount(stage.sum),
              })}
        </Typography>
      </Flex>
      <Box background="neutral150" hasRadius height="0.6rem" marginTop={1} aria-hidden>
        <Box
          hasRadius
          height="0.6rem"
          background="primary500"
          style={{ width: `${Math.round(share * 100)}%` }}
        />
      </Box>
    </Box>
  );
}
