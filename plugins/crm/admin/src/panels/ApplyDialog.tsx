import { Box, Button, Flex, Modal, Typography } from '@strapi/design-system';
import { useCrmApplyMutation, useCrmPreviewApplyQuery } from '../api/crm-api';
import type { Applied } from '../api/replies';
import { ModalWindow } from '../parts/ModalWindow';
import { Preview, RefusalNote } from '../plan/Preview';
import { useWords } from '../words';

interface Props {
  readonly documentId: string;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Scores the leads of a re-mapped value again: first in numbers, then, when asked to, for real. */
export function ApplyDialog({ documentId, open, onClose }: Props) {
  const words = useWords();
  return (
    <Modal.Root open={open} onOpenChange={(opens) => (opens ? undefined : onClose())}>
      {open ? (
        <ModalWindow isWide title={words.say('crm.apply')}>
          <Apply documentId={documentId} onClose={onClose} />
        </ModalWindow>
      ) : null}
    </Modal.Root>
  );
}

function Apply({ documentId, onClose }: Omit<Props, 'open'>) {
  const words = useWords();
  const [apply, applying] = useCrmApplyMutation();
  const done = applying.data;
  const preview = useCrmPreviewApplyQuery(documentId, {
    refetchOnMountOrArgChange: true,
    skip: applying.isLoading || done !== undefined,
  });
  const planned = preview.currentData;
  return (
    <>
      <Modal.Body>
        <Flex direction="column" alignItems="stretch" gap={4}>
          <Preview loading={preview.isFetching} failure={preview.error}>
            {done === undefined ? null : <Outcome applied={done} done />}
            {done !== undefined || planned === undefined ? null : (
              <Outcome applied={planned} done={false} />
            )}
          </Preview>
          {applying.error === undefined ? null : (
            <RefusalNote>{words.refusal(applying.error)}</RefusalNote>
          )}
        </Flex>
      </Modal.Body>
      <Modal.Footer>
        <Button type="button" variant="tertiary" onClick={onClose}>
          {words.say(done === undefined ? 'crm.cancel' : 'crm.close')}
        </Button>
        {done === undefined ? (
          <Button
            type="button"
            loading={applying.isLoading}
            disabled={planned === undefined || planned.done === 0}
            onClick={() => void apply(documentId)}
          >
            {words.say('crm.apply.confirm')}
          </Button>
        ) : null}
      </Modal.Footer>
    </>
  );
}

const SHOWN = 10;

function Outcome({ applied, done }: { applied: Applied; done: boolean }) {
  const words = useWords();
  const { refused, inactiveContacts, inactiveLeads, kept } = applied;
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Typography fontWeight="semiBold">
        {words.say(done ? 'crm.apply.done' : 'crm.apply.leads', { count: applied.done })}
      </Typography>
      <Typography textColor="neutral700">
        {words.say(done ? 'crm.apply.became' : 'crm.apply.become', {
          leads: inactiveLeads,
          contacts: inactiveContacts,
          kept,
        })}
      </Typography>
      {refused.length === 0 ? null : (
        <Box paddingTop={2}>
          <Typography tag="h3" variant="sigma" textColor="neutral600">
            {words.say('crm.apply.refused', { count: refused.length })}
          </Typography>
          <Flex tag="ul" direction="column" alignItems="stretch" gap={2} paddingTop={2}>
            {refused.slice(0, SHOWN).map((lead) => (
              <Box tag="li" key={lead.documentId}>
                <Typography tag="p" fontWeight="semiBold">
                  {lead.label}
                </Typography>
                <Typography tag="p" variant="pi" textColor="neutral700">
                  {words.refusal(lead)}
                </Typography>
              </Box>
            ))}
          </Flex>
        </Box>
      )}
    </Flex>
  );
}
