import { Flex } from '@strapi/design-system';
import { Widget } from '@strapi/strapi/admin';
import { useCrmDueQuery } from '../api/due-api';
import { RecordLink } from '../panels/RecordLink';
import { Due } from '../parts/Due';
import { pathOf } from '../records';
import { useWords } from '../words';

/** What is mine to do by the end of three days (R26, R27). */
export function DueWidget() {
  const words = useWords();
  const { data, error } = useCrmDueQuery(undefined, { refetchOnMountOrArgChange: true });
  if (error !== undefined) return <Widget.Error>{words.refusal(error)}</Widget.Error>;
  if (data === undefined) return <Widget.Loading />;
  if (data.length === 0) return <Widget.NoData>{words.say('crm.widget.due.none')}</Widget.NoData>;
  return (
    <Flex tag="ul" direction="column" alignItems="stretch" gap={3}>
      {data.map(({ kind, documentId, title, dueAt, lead }) => (
        <Flex tag="li" key={`${kind} ${documentId}`} justifyContent="space-between" gap={3}>
          <RecordLink
            to={
              lead === null
                ? pathOf(kind === 'task' ? 'task' : 'calendar-event', documentId)
                : pathOf('lead', lead.documentId)
            }
          >
            {lead === null ? title : words.say('crm.widget.due.on', { title, lead: lead.label })}
          </RecordLink>
          <Due at={dueAt} />
        </Flex>
      ))}
    </Flex>
  );
}
