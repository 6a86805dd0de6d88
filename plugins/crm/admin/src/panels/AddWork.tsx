import { Flex } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { useState } from 'react';
import type { Input } from '../actions/form-input';
import type { Field } from '../actions/read-fields';
import { RecordDialog } from '../actions/RecordDialog';
import { toOne } from '../api/dictionary-api';
import { useMayOn } from '../may';
import { useMe } from '../use-me';
import { useWords, type Words } from '../words';
import { PanelButton } from '../parts/PanelButton';
import { MaybeGreyed } from './MaybeGreyed';

const KINDS = ['calendar-event', 'task'] as const;
type Kind = (typeof KINDS)[number];

interface Props {
  readonly lead: string;
  /** Why nothing can be added just now. */
  readonly reason: string | undefined;
}

/** Adds what is to happen on a lead, or to be done about it. */
export function AddWork({ lead, reason }: Props) {
  const words = useWords();
  const mayOn = useMayOn();
  const me = useMe();
  const [adding, setAdding] = useState<Kind>();
  const close = () => setAdding(undefined);
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      {KINDS.filter((kind) => mayOn('create', kind)).map((kind) => {
        const label = words.say(`crm.work.add.${kind}`);
        return (
          <MaybeGreyed key={kind} label={label} reason={reason}>
            <PanelButton
              variant="tertiary"
              startIcon={<Plus aria-hidden />}
              disabled={reason !== undefined}
              onClick={() => setAdding(kind)}
            >
              {label}
            </PanelButton>
          </MaybeGreyed>
        );
      })}
      {adding === undefined ? null : (
        <RecordDialog
          record={adding}
          lead={lead}
          title={words.say(`crm.work.add.${adding}`)}
          save={words.say('crm.work.add')}
          done={words.say(`crm.work.added.${adding}`)}
          fields={adding === 'task' ? taskFields(words) : eventFields(words)}
          prefill={{ assignee: me?.documentId }}
          dataOf={(input) => ({ lead: toOne(lead), ...writtenFrom(adding, input) })}
          onClose={close}
        />
      )}
    </Flex>
  );
}

const titleField = (words: Words): Field => ({
  name: 'title',
  title: words.field('title'),
  kind: 'text',
  required: true,
});

const assigneeField = (words: Words): Field => ({
  name: 'assignee',
  title: words.field('assignee'),
  kind: 'record',
  of: 'member',
  required: false,
});

const dueField = (words: Words, kind: Kind): Field => ({
  name: 'dueAt',
  title: words.say('crm.work.due'),
  description: words.say(`crm.work.dueHint.${kind}`),
  kind: 'moment',
  required: kind === 'calendar-event',
});

const eventFields = (words: Words): Field[] => [
  titleField(words),
  {
    name: 'type',
    title: words.say('crm.work.type'),
    kind: 'dropdown-value',
    type: 'event-type',
    nullable: true,
    required: false,
  },
  dueField(words, 'calendar-event'),
  assigneeField(words),
  { name: 'notes', title: words.field('notes'), kind: 'long-text', required: false },
];

const taskFields = (words: Words): Field[] => [
  titleField(words),
  assigneeField(words),
  dueField(words, 'task'),
];

/** What was typed, as the Content Manager takes it; the times are by the clock of who typed them. */
function writtenFrom(
  kind: Kind,
  { type, assignee, dueAt, ...plain }: Input,
): Record<string, unknown> {
  const named = { type, assignee };
  return {
    ...plain,
    ...Object.fromEntries(
      Object.entries(named).flatMap(([name, chosen]) =>
        typeof chosen === 'string' ? [[name, toOne(chosen)]] : [],
      ),
    ),
    ...(typeof dueAt === 'string' ? { dueAt: dueFrom(kind, dueAt) } : {}),
  };
}

/** A date alone is the whole day; of a task, which has none, the end of it. */
function dueFrom(kind: Kind, typed: string): string {
  if (typed.includes('T')) return new Date(typed).toISOString();
  return kind === 'task' ? new Date(`${typed}T23:59`).toISOString() : typed;
}
