import { Flex } from '@strapi/design-system';
import { useCrmHistoryQuery, useCrmReadOnlyFormQuery } from '../api/crm-api';
import type { HistoryEntry } from '../api/replies';
import { useWords } from '../words';
import { deedOf, reasonOf } from './history-words';
import { Note } from './PanelState';

/** What made it inactive is seldom further back: while it is, little can be done to it. */
const LOOKED_THROUGH = 50;

interface Props {
  readonly documentId: string;
  /** Why the caller may not set it active, if so. */
  readonly refusal: string | undefined;
}

/** S16: says that the form takes no typing, since when and why, and how that ends; and greys the form. */
export function InactiveLead({ documentId, refusal }: Props) {
  const words = useWords();
  useCrmReadOnlyFormQuery();
  const { data } = useCrmHistoryQuery({
    record: 'lead',
    documentId,
    pageSize: LOOKED_THROUGH,
  });
  const entry = data?.entries.find((one) => tookActive(one, documentId));
  const reason = entry === undefined ? undefined : reasonOf(words, entry);
  return (
    <Flex tag="output" direction="column" alignItems="stretch" gap={2}>
      <Note tone="warning">
        {words.say('crm.lead.readOnly')}{' '}
        {entry === undefined || entry.at === null
          ? null
          : words.say('crm.lead.inactiveSince', {
              at: words.moment(entry.at),
              actor: entry.actor.name,
              deed: deedOf(words, 'lead', entry),
            })}{' '}
        {reason === undefined ? null : words.say('crm.history.reason', { reason })}
      </Note>
      <Note>{refusal ?? words.say('crm.lead.howToActivate')}</Note>
    </Flex>
  );
}

const tookActive = ({ changes, undoneBy }: HistoryEntry, documentId: string): boolean =>
  undoneBy === null &&
  changes.some(
    (change) =>
      change.record === 'lead' &&
      change.documentId === documentId &&
      change.field === 'active' &&
      change.after === false,
  );
