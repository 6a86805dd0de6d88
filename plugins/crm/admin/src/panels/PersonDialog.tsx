import type { Input } from '../actions/form-input';
import type { Field } from '../actions/read-fields';
import { RecordDialog } from '../actions/RecordDialog';
import { toOne } from '../api/dictionary-api';
import type { LinkRow } from '../api/replies';
import { useWords, type Words } from '../words';

interface Props {
  readonly lead: string;
  /** Absent where somebody is added. */
  readonly link?: LinkRow;
  readonly onClose: () => void;
}

/** Somebody on a lead: who they are, and who they are to it. Whom a link joins stays as it is. */
export function PersonDialog({ lead, link, onClose }: Props) {
  const words = useWords();
  const shared = { record: 'lead-contact', onClose } as const;
  if (link === undefined) {
    return (
      <RecordDialog
        {...shared}
        title={words.say('crm.people.add')}
        save={words.say('crm.people.save')}
        done={words.say('crm.people.added')}
        fields={[contactField(words), ...linkFields(words)]}
        dataOf={(input) => ({ lead: toOne(lead), ...writtenFrom(input) })}
      />
    );
  }
  const { documentId, contact, primaryIndividual, primaryContact, active } = link;
  return (
    <RecordDialog
      {...shared}
      documentId={documentId}
      title={contact === null ? words.say('crm.people.change') : nameOf(contact)}
      done={words.say('crm.people.changed')}
      fields={[...linkFields(words), flag('active', words.say('crm.people.active'))]}
      prefill={{ primaryIndividual, primaryContact, active }}
      currentOf={({ name }) => (name === 'relationshipType' ? link.relationshipType : null)}
      dataOf={writtenFrom}
    />
  );
}

export const nameOf = ({ firstName, lastName }: NonNullable<LinkRow['contact']>): string =>
  [firstName, lastName].filter((part) => part !== null && part !== '').join(' ');

const contactField = (words: Words): Field => ({
  name: 'contact',
  title: words.field('contact'),
  kind: 'record',
  of: 'contact',
  required: true,
});

const flag = (name: string, title: string): Field => ({
  name,
  title,
  kind: 'flag',
  byDefault: false,
  required: false,
});

const linkFields = (words: Words): Field[] => [
  {
    name: 'relationshipType',
    title: words.field('relationshipType'),
    kind: 'dropdown-value',
    type: 'relationship-type',
    nullable: true,
    required: false,
  },
  flag('primaryIndividual', words.field('primaryIndividual')),
  flag('primaryContact', words.field('primaryContact')),
];

const RELATIONS: readonly string[] = ['contact', 'relationshipType'];

/** A relationship that nothing was said about stays what it is; `null` takes it away. */
const writtenFrom = (input: Input): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(input).map(([name, value]) => [
      name,
      RELATIONS.includes(name) ? toOne(typeof value === 'string' ? value : null) : value,
    ]),
  );
