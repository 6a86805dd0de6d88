import { Flex, Typography } from '@strapi/design-system';
import { completionForm } from '../../../core/task/actions';
import { readFields, schemaOf } from '../actions/read-fields';
import { useCrmTaskQuery } from '../api/crm-api';
import type { TaskRow } from '../api/replies';
import type { PanelComponent } from '../content-manager';
import { pathOf, TASK } from '../records';
import { useWords } from '../words';
import { Answer } from './Answer';
import { Fact, Facts } from './Fact';
import { PanelState } from './PanelState';
import { RecordLink } from './RecordLink';
import { TaskButtons } from './TaskButtons';

/** What a task asks for, whom, and what has been answered. */
export const TaskPanel: PanelComponent = ({ model, documentId }) => {
  const words = useWords();
  if (model !== TASK || documentId === undefined) return null;
  return { title: words.say('crm.panel.task'), content: <Task documentId={documentId} /> };
};

function Task({ documentId }: { documentId: string }) {
  const words = useWords();
  const { data: task, error } = useCrmTaskQuery(documentId);
  if (task == null) return <PanelState failure={error} />;
  const { lead, assignee, process } = task;
  return (
    <Flex direction="column" alignItems="stretch" gap={4} width="100%">
      <Facts>
        <Fact label={words.field('status')}>{words.value('taskStatus', task.status)}</Fact>
        {lead === null ? null : (
          <Fact label={words.field('lead')}>
            <RecordLink to={pathOf('lead', lead.documentId)}>{lead.title}</RecordLink>
          </Fact>
        )}
        <Fact label={words.field('assignee')}>
          {assignee?.name ?? words.say('crm.panel.nobody')}
        </Fact>
        {process === null ? null : (
          <Fact label={words.field('process')}>
            {words.say('crm.task.stepOf', {
              process: process.name,
              step: task.step + 1,
              steps: process.steps.length,
            })}
          </Fact>
        )}
        {task.completedBy === null ? null : (
          <Fact label={words.field('completedBy')}>{task.completedBy.name}</Fact>
        )}
      </Facts>
      <Asked task={task} />
      <Flex direction="column" alignItems="stretch" gap={2}>
        <TaskButtons task={task} />
      </Flex>
    </Flex>
  );
}

/** The questions of this step, each with what is known so far. */
function Asked({ task }: { task: TaskRow }) {
  const words = useWords();
  const fields = readFields(schemaOf(completionForm(task)));
  if (fields.length === 0) return null;
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Typography tag="h3" variant="sigma" textColor="neutral600">
        {words.say('crm.task.asked')}
      </Typography>
      <Facts>
        {fields.map((field) => (
          <Fact key={field.name} label={words.title(field.title)}>
            <Answer field={field} value={task.form?.[field.name]} />
          </Fact>
        ))}
      </Facts>
    </Flex>
  );
}
