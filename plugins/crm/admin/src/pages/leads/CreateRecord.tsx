import { Button } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import type { Input } from '../../actions/form-input';
import type { Field } from '../../actions/read-fields';
import { RecordDialog } from '../../actions/RecordDialog';
import { useCrmPipelinesQuery } from '../../api/board-api';
import { toOne } from '../../api/dictionary-api';
import type { PipelineRow } from '../../api/replies';
import { useMayOn } from '../../may';
import { pathOf } from '../../records';
import { useWords, type Words } from '../../words';

type Kind = PipelineRow['kind'];

interface Props {
  readonly record: Kind;
  /** The one that is looked at; a record begins there, or in the default one. */
  readonly pipeline?: PipelineRow | undefined;
}

/** What is asked first: the name, and what the form greys afterwards (R32) or nobody looks for there. */
const ASKED = {
  lead: { named: 'title', relations: ['pipeline', 'company', 'owner'] },
  opportunity: { named: 'name', relations: ['pipeline', 'company', 'responsible'] },
} as const;

const WORDS = {
  lead: { create: 'crm.leads.create', created: 'crm.leads.created' },
  opportunity: { create: 'crm.opportunities.create', created: 'crm.opportunities.created' },
} as const;

/**
 * The way to a new lead or opportunity. Where it begins and whose it is are asked here: in a lead's form both are
 * greyed, as they change by actions alone (R32). Everything else is typed there, which opens next.
 */
export function CreateRecord({ record, pipeline }: Props) {
  const words = useWords();
  const mayOn = useMayOn();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const { data: pipelines = [] } = useCrmPipelinesQuery();
  if (!mayOn('create', record)) return null;
  const first =
    pipeline?.kind === record
      ? pipeline
      : pipelines.find(({ kind, isDefault }) => kind === record && isDefault);
  const title = words.say(WORDS[record].create);
  return (
    <>
      <Button startIcon={<Plus />} onClick={() => setOpen(true)}>
        {title}
      </Button>
      {open ? (
        <RecordDialog
          record={record}
          title={title}
          save={title}
          done={words.say(WORDS[record].created)}
          fields={fieldsFor(words, record)}
          prefill={{ pipeline: first?.documentId }}
          dataOf={(input) => writtenFrom(record, input)}
          onSaved={({ documentId }) => navigate(pathOf(record, documentId))}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}

const PICKED = {
  pipeline: 'pipeline',
  company: 'company',
  owner: 'member',
  responsible: 'member',
} as const;

const fieldsFor = (words: Words, record: Kind): Field[] => {
  const { named, relations } = ASKED[record];
  return [
    { name: named, title: words.field(named), kind: 'text', required: true },
    ...relations.map(
      (name): Field => ({
        name,
        title: words.field(name),
        kind: 'record',
        of: PICKED[name],
        ...(name === 'pipeline' ? { pipelines: record } : {}),
        required: false,
      }),
    ),
  ];
};

const writtenFrom = (record: Kind, input: Input): Record<string, unknown> => {
  const { named, relations } = ASKED[record];
  return {
    [named]: input[named],
    ...Object.fromEntries(
      relations.flatMap((name) => {
        const chosen = input[name];
        return typeof chosen === 'string' ? [[name, toOne(chosen)]] : [];
      }),
    ),
  };
};
