import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { useState } from 'react';
import { ActionDialog } from '../actions/ActionDialog';
import { actionsOf } from '../actions/actions-of';
import { useCrmLookAlikesQuery } from '../api/contact-api';
import { useCrmContactActionsQuery, useCrmContactQuery } from '../api/crm-api';
import type { AlikeRow, ContactRow } from '../api/replies';
import type { PanelComponent } from '../content-manager';
import { useMay } from '../may';
import { CONTACT, pathOf } from '../records';
import { useWords } from '../words';
import { RecordLink } from './RecordLink';
import { Standing } from './Standing';

const MERGE = actionsOf('contact').find(({ key }) => key === 'merge');

/** A17, X70: who is probably the same person. Where nobody is, there is no panel. */
export const LookAlikesPanel: PanelComponent = ({ model, documentId }) => {
  const words = useWords();
  const may = useMay();
  const isAsked = model === CONTACT && documentId !== undefined;
  const { data: contact } = useCrmContactQuery(documentId ?? '', { skip: !isAsked });
  const asks = contact != null && isWhole(contact) && may('contact.look-alikes');
  const { data: alike = [] } = useCrmLookAlikesQuery(draftOf(contact), { skip: !asks });
  // What was found before is kept: of somebody who has been erased since, nothing is shown.
  if (!isAsked || !asks || alike.length === 0) return null;
  return {
    title: words.say('crm.panel.lookAlikes'),
    content: <LookAlikes documentId={documentId} alike={alike} />,
  };
};

const isWhole = ({ erasedAt, mergedInto }: ContactRow): boolean =>
  erasedAt === null && mergedInto == null;

const draftOf = (contact: ContactRow | null | undefined) => ({
  contact: contact?.documentId ?? null,
  firstName: contact?.firstName ?? null,
  lastName: contact?.lastName ?? null,
  email: contact?.email ?? null,
  phone: contact?.phone ?? null,
  company: contact?.company?.documentId ?? null,
});

interface Props {
  readonly documentId: string;
  readonly alike: readonly AlikeRow[];
}

function LookAlikes({ documentId, alike }: Props) {
  const words = useWords();
  const [merging, setMerging] = useState<string>();
  const { data: offered = [] } = useCrmContactActionsQuery(documentId);
  const mayMerge = offered.some(({ action, allowed }) => action === 'merge' && allowed);
  return (
    <Flex tag="ul" direction="column" alignItems="stretch" gap={3} width="100%">
      {alike.map(({ by, documentId: other, label, active }) => (
        <Box tag="li" key={other} borderColor="neutral150" hasRadius padding={3}>
          <Flex justifyContent="space-between" alignItems="flex-start" gap={2}>
            <RecordLink to={pathOf('contact', other)}>{label}</RecordLink>
            <Standing active={active} />
          </Flex>
          <Typography tag="p" variant="pi" textColor="neutral600" paddingTop={1}>
            {words.list(by.map((reason) => words.say(`crm.lookAlikes.${reason}`)))}
          </Typography>
          {mayMerge ? (
            <Box paddingTop={2}>
              <Button
                type="button"
                size="S"
                variant="tertiary"
                aria-label={words.say('crm.lookAlikes.mergeOne', { name: label })}
                onClick={() => setMerging(other)}
              >
                {words.say('crm.lookAlikes.merge')}
              </Button>
            </Box>
          ) : null}
        </Box>
      ))}
      <ActionDialog
        record="contact"
        action={merging === undefined ? undefined : MERGE}
        documentId={documentId}
        prefill={{ contact: merging }}
        onClose={() => setMerging(undefined)}
      />
    </Flex>
  );
}
