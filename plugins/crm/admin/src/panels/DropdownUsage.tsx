import { Button, Flex, Typography } from '@strapi/design-system';
import { ArrowClockwise } from '@strapi/icons';
import { useState } from 'react';
import { useCrmUsageQuery } from '../api/crm-api';
import type { PanelComponent } from '../content-manager';
import { useMay } from '../may';
import { DROPDOWN_VALUE } from '../records';
import { useWords } from '../words';
import { ApplyDialog } from './ApplyDialog';
import { Fact, Facts } from './Fact';
import { Note, PanelState } from './PanelState';

/** Who uses a dropdown value, and which leads were scored with it when it meant something else (X19). */
export const DropdownUsagePanel: PanelComponent = ({ model, documentId }) => {
  const words = useWords();
  if (model !== DROPDOWN_VALUE || documentId === undefined) return null;
  return {
    title: words.say('crm.panel.usage'),
    content: <DropdownUsage documentId={documentId} />,
  };
};

function DropdownUsage({ documentId }: { documentId: string }) {
  const words = useWords();
  const may = useMay();
  const [applying, setApplying] = useState(false);
  const { data: usage, error } = useCrmUsageQuery(documentId);
  if (usage === undefined) return <PanelState failure={error} />;
  const { leads, leadsScoredOtherwise, uses } = usage;
  return (
    <Flex direction="column" alignItems="stretch" gap={3} width="100%">
      <Facts>
        <Fact label={words.say('crm.usage.leads')}>{leads}</Fact>
        <Fact label={words.say('crm.usage.uses')}>{uses}</Fact>
      </Facts>
      <Typography variant="pi" textColor="neutral600">
        {words.say(uses === 0 ? 'crm.usage.free' : 'crm.usage.inUse')}
      </Typography>
      {leadsScoredOtherwise === 0 ? null : (
        <>
          <Note tone="warning">
            {words.say('crm.usage.otherwise', { count: leadsScoredOtherwise })}
          </Note>
          {may('dropdown-value.apply') ? (
            <Button
              type="button"
              variant="secondary"
              startIcon={<ArrowClockwise aria-hidden />}
              onClick={() => setApplying(true)}
            >
              {words.say('crm.apply')}
            </Button>
          ) : (
            <Typography variant="pi" textColor="neutral600">
              {words.say('crm.usage.ask')}
            </Typography>
          )}
        </>
      )}
      <ApplyDialog documentId={documentId} open={applying} onClose={() => setApplying(false)} />
    </Flex>
  );
}
