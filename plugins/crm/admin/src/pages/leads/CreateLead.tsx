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

interface Props {
  /** The one that is looked at; a lead begins there, or in the default one. */
  readonly pipeline?: PipelineRow | undefined;
}

/**
 * The way to a new lead. Where it begins and whose it is are asked here: in its form both are greyed, as
 * they change by actions alone (R32). Everything else is typed there, which opens next.
 */
export function CreateLead({ pipeline }: Props) {
  const words = useWords();
  const mayOn = useMayOn();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const { data: pipelines = [] } = useCrmPipelinesQuery();
  if (!mayOn('create', 'lead')) return null;
  const first =
    pipeline?.kind === 'lead'
      ? pipeline
      : pipelines.find(({ kind, isDefault }) => kind === 'lead' && isDefault);
  return (
    <>
      <Button startIcon={<Plus />} onClick={() => setOpen(true)}>
        {words.say('crm.leads.create')}
      </Button>
      {open ? (
        <RecordDialog
          record="lead"
          title={words.say('crm.leads.create')}
          save={words.say('crm.leads.create')}
          done={words.say('crm.leads.created')}
          fields={fieldsFor(words)}
          prefill={{ pipeline: first?.documentId }}
          dataOf={writtenFrom}
          onSaved={({ documentId }) => navigate(pathOf('lead', documentId))}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}

const RELATIONS = ['pipeline', 'company', 'owner'] as const;

const fieldsFor = (words: Words): Field[] => [
  { name: 'title', title: words.field('title'), kind: 'text', required: true },
  {
    name: 'pipeline',
    title: words.field('pipeline'),
    kind: 'record',
    of: 'pipeline',
    pipelines: 'lead',
    required: false,
  },
  {
    name: 'company',
    title: words.field('company'),
    kind: 'record',
    of: 'company',
    required: false,
  },
  { name: 'owner', title: words.field('owner'), kind: 'record', of: 'member', required: false },
];

const writtenFrom = ({ title, ...input }: Input): Record<string, unknown> => ({
  title,
  ...Object.fromEntries(
    RELATIONS.flatMap((name) => {
      const chosen = input[name];
      return typeof chosen === 'string' ? [[name, toOne(chosen)]] : [];
    }),
  ),
});
