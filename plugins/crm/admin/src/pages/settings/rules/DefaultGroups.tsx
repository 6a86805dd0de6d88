import { Checkbox, Table, Tbody, Td, Th, Thead, Tr, Typography } from '@strapi/design-system';
import { useCrmRecordsQuery, useCrmSaveMutation } from '../../../api/dictionary-api';
import type { ContactGroupRow } from '../../../api/replies';
import { RecordLink } from '../../../panels/RecordLink';
import { Sheet } from '../../../parts/Sheet';
import { useTold } from '../../../parts/use-told';
import { listPathOf } from '../../../records';
import { useWords } from '../../../words';

const WHEN = ['defaultOnLost', 'defaultOnWon'] as const;

/** L15: the groups that are ticked at first in the form for closing. */
export function DefaultGroups() {
  const words = useWords();
  const told = useTold();
  const { data } = useCrmRecordsQuery({ record: 'contact-group', sort: 'name:ASC' });
  const [save] = useCrmSaveMutation();
  // Every record of this list is a group.
  const groups = (data ?? []) as readonly ContactGroupRow[];
  async function tick(
    { documentId, name }: ContactGroupRow,
    when: (typeof WHEN)[number],
    value: boolean,
  ) {
    const reply = await save({ record: 'contact-group', documentId, data: { [when]: value } });
    told(reply, words.say('crm.rules.groupSaved', { name }));
  }
  return (
    <Sheet
      title={words.say('crm.rules.groups')}
      about={words.say('crm.rules.groupsAbout')}
      action={
        <RecordLink to={listPathOf('contact-group')}>{words.say('crm.rules.allGroups')}</RecordLink>
      }
    >
      <Table colCount={3} rowCount={groups.length + 1}>
        <Thead>
          <Tr>
            <Th>
              <Typography variant="sigma">{words.field('name')}</Typography>
            </Th>
            {WHEN.map((when) => (
              <Th key={when}>
                <Typography variant="sigma">{words.say(`crm.rules.${when}`)}</Typography>
              </Th>
            ))}
          </Tr>
        </Thead>
        <Tbody>
          {groups.map((group) => (
            <Tr key={group.documentId}>
              <Td>
                <Typography textColor="neutral800">{group.name}</Typography>
              </Td>
              {WHEN.map((when) => (
                <Td key={when}>
                  <Checkbox
                    checked={group[when]}
                    aria-label={`${group.name}: ${words.say(`crm.rules.${when}`)}`}
                    onCheckedChange={(ticked) => void tick(group, when, ticked === true)}
                  />
                </Td>
              ))}
            </Tr>
          ))}
        </Tbody>
      </Table>
    </Sheet>
  );
}
