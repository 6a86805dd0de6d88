import { useForm } from '@strapi/strapi/admin';
import { Flex, Typography } from '@strapi/design-system';
import { useState, type ReactNode } from 'react';
import { EventDialog } from '../actions/EventDialog';
import { TaskDialog } from '../actions/TaskDialog';
import { useCrmLeadQuery } from '../api/crm-api';
import type { EventRow, TaskRow } from '../api/replies';
import {
  useCrmCompletedEventsQuery,
  useCrmOpenEventsQuery,
  useCrmOpenTasksQuery,
} from '../api/work-api';
import type { PanelComponent } from '../content-manager';
import { useMay, useMayOn } from '../may';
import { LEAD } from '../records';
import { useWords } from '../words';
import { AddWork } from './AddWork';
import { PanelState } from './PanelState';
import { WorkItem } from './WorkItem';

/** What is still to happen on a lead, and what somebody is to do about it. */
export const LeadWorkPanel: PanelComponent = ({ model, documentId }) => {
  const words = useWords();
  const mayOn = useMayOn();
  if (model !== LEAD || documentId === undefined) return null;
  if (!mayOn('read', 'calendar-event') || !mayOn('read', 'task')) return null;
  return { title: words.say('crm.panel.work'), content: <LeadWork documentId={documentId} /> };
};

function LeadWork({ documentId }: { documentId: string }) {
  const words = useWords();
  const { data: lead, error: unread } = useCrmLeadQuery(documentId);
  const { data: events, error } = useCrmOpenEventsQuery(documentId);
  const { data: tasks, error: unlisted } = useCrmOpenTasksQuery(documentId);
  const { data: completed = 0 } = useCrmCompletedEventsQuery(documentId);
  const modified = useForm('CrmLeadWork', (state) => state.modified, false) ?? false;
  if (lead == null || events === undefined || tasks === undefined) {
    return <PanelState failure={unread ?? error ?? unlisted} />;
  }
  // A deed reads the lead anew, and its form would lose what is typed there.
  const reason = modified ? words.say('crm.unsaved') : undefined;
  const shown = { lead: documentId, isActive: lead.active, reason };
  return (
    <Flex direction="column" alignItems="stretch" gap={4} width="100%">
      {events.length + tasks.length > 0 ? null : (
        <Remark>{words.say(lead.active ? 'crm.work.none' : 'crm.work.noneInactive')}</Remark>
      )}
      <Events {...shown} events={events} />
      <Tasks {...shown} tasks={tasks} />
      {completed === 0 ? null : (
        <Remark>{words.say('crm.work.completed', { count: completed })}</Remark>
      )}
      {lead.active ? <AddWork lead={documentId} reason={reason} /> : null}
    </Flex>
  );
}

const Remark = ({ children }: { children: string }) => (
  <Typography tag="p" variant="pi" textColor="neutral600">
    {children}
  </Typography>
);

interface Shown {
  readonly lead: string;
  /** X41: an inactive lead is read-only. */
  readonly isActive: boolean;
  /** Why nothing can be done just now. */
  readonly reason: string | undefined;
}

function Events({ lead, isActive, reason, events }: Shown & { events: readonly EventRow[] }) {
  const words = useWords();
  const may = useMay();
  const [completing, setCompleting] = useState<EventRow>();
  const mayComplete = isActive && may('calendar-event.complete');
  return (
    <Section title={words.say('crm.work.events')} isEmpty={events.length === 0}>
      {events.map((event) => (
        <WorkItem
          key={event.documentId}
          record="calendar-event"
          {...event}
          sort={event.type?.label}
          reason={reason}
          onDone={mayComplete ? () => setCompleting(event) : undefined}
        />
      ))}
      <EventDialog lead={lead} event={completing} onClose={() => setCompleting(undefined)} />
    </Section>
  );
}

function Tasks({ isActive, reason, tasks }: Shown & { tasks: readonly TaskRow[] }) {
  const words = useWords();
  const may = useMay();
  const [completing, setCompleting] = useState<TaskRow>();
  const mayComplete = isActive && may('task.complete');
  return (
    <Section title={words.say('crm.work.tasks')} isEmpty={tasks.length === 0}>
      {tasks.map((task) => (
        <WorkItem
          key={task.documentId}
          record="task"
          {...task}
          reason={reason}
          onDone={mayComplete ? () => setCompleting(task) : undefined}
        />
      ))}
      {completing === undefined ? null : (
        <TaskDialog task={completing} deed="complete" onClose={() => setCompleting(undefined)} />
      )}
    </Section>
  );
}

interface SectionProps {
  readonly title: string;
  readonly isEmpty: boolean;
  readonly children: ReactNode;
}

function Section({ title, isEmpty, children }: SectionProps) {
  if (isEmpty) return null;
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Typography tag="h3" variant="sigma" textColor="neutral600">
        {title}
      </Typography>
      <Flex tag="ul" direction="column" alignItems="stretch" gap={2}>
        {children}
      </Flex>
    </Flex>
  );
}
