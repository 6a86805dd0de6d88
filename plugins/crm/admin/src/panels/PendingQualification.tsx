import { Box, Flex, Typography } from '@strapi/design-system';
import { useCrmTaskQuery } from '../api/crm-api';
import { pathOf } from '../records';
import { useWords } from '../words';
import { PanelState } from './PanelState';
import { PendingBox } from './PendingBox';
import { RecordLink } from './RecordLink';
import { TaskButtons } from './TaskButtons';

/** R23: what the lead waits for, and who is asked for it. */
export function PendingQualification({ documentId }: { documentId: string }) {
  const words = useWords();
  const { data: task, error } = useCrmTaskQuery(documentId);
  if (task == null) return <PanelState failure={error} />;
  return (
    <PendingBox title={words.say('crm.pending.title')}>
      <Box paddingTop={1} paddingBottom={3}>
        <RecordLink to={pathOf('task', documentId)}>{task.title}</RecordLink>
        <Typography tag="p" variant="pi" textColor="neutral700">
          {task.assignee === null
            ? words.say('crm.pending.nobody')
            : words.say('crm.pending.of', { name: task.assignee.name })}
        </Typography>
      </Box>
      <Flex direction="column" alignItems="stretch" gap={2}>
        <TaskButtons task={task} />
      </Flex>
    </PendingBox>
  );
}
