import { Button, Flex, Typography } from '@strapi/design-system';
import { useState } from 'react';
import { useCrmHistoryQuery } from '../api/crm-api';
import type { HistoryEntry, RecordName } from '../api/replies';
import type { PanelComponent } from '../content-manager';
import { CONTACT, LEAD } from '../records';
import { useWords } from '../words';
import { HistoryLine } from './HistoryLine';
import { PanelState } from './PanelState';
import { UndoDialog } from './UndoDialog';

const RECORDS: Readonly<Record<string, RecordName>> = { [LEAD]: 'lead', [CONTACT]: 'contact' };

/** What happened to a lead or a contact: who, when, what and why, with the way back. */
export const HistoryPanel: PanelComponent = ({ model, documentId }) => {
  const words = useWords();
  const record = RECORDS[model];
  if (record === undefined || documentId === undefined) return null;
  return {
    title: words.say('crm.panel.history'),
    content: <History record={record} documentId={documentId} />,
  };
};

const FEW = 5;
const MANY = 100;

function History({ record, documentId }: { record: RecordName; documentId: string }) {
  const words = useWords();
  const [pageSize, setPageSize] = useState(FEW);
  const [undoing, setUndoing] = useState<HistoryEntry>();
  // What stands in the way of an undo may have gone from another form meanwhile.
  const { data: history, error } = useCrmHistoryQuery(
    { record, documentId, pageSize },
    { refetchOnMountOrArgChange: true },
  );
  if (history === undefined) return <PanelState failure={error} />;
  if (history.entries.length === 0) {
    return (
      <Typography variant="pi" textColor="neutral600">
        {words.say('crm.history.none')}
      </Typography>
    );
  }
  return (
    <Flex direction="column" alignItems="stretch" gap={3} width="100%">
      <Flex tag="ol" direction="column" alignItems="stretch" gap={4}>
        {history.entries.map((entry) => (
          <HistoryLine
            key={entry.documentId}
            record={record}
            documentId={documentId}
            entry={entry}
            onUndo={() => setUndoing(entry)}
          />
        ))}
      </Flex>
      {history.total > history.entries.length && pageSize === FEW ? (
        <Button type="button" variant="tertiary" onClick={() => setPageSize(MANY)}>
          {words.say('crm.history.more', { more: history.total - history.entries.length })}
        </Button>
      ) : null}
      <UndoDialog
        record={record}
        documentId={documentId}
        entry={undoing}
        onClose={() => setUndoing(undefined)}
      />
    </Flex>
  );
}
