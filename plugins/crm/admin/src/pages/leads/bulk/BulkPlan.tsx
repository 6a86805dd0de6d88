import { Box, Flex, Typography } from '@strapi/design-system';
import type { BulkPreviewReply } from '../../../../../core/bulk/replies';
import { RefusalNote } from '../../../plan/Preview';
import { useWords, type Words } from '../../../words';
import { Beside } from './Beside';

/** What an action on many leads would do, in numbers; whom it would refuse, and why. */
export function BulkPlan({ plan }: { plan: BulkPreviewReply }) {
  const words = useWords();
  const { done, requested, unchanged, contacts, voided } = plan;
  const { refusals, sample, allocation } = plan;
  const changing = done + requested - unchanged;
  const named = sample.filter(({ operation }) => operation.changes.length > 0);
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Typography fontWeight="semiBold">{bulkHeadline(words, plan)}</Typography>
      {named.length === 0 ? null : (
        <Typography variant="pi" textColor="neutral600">
          {words.say('crm.bulk.sample', {
            leads: words.list(named.map(({ lead }) => lead.label)),
            more: changing - named.length,
          })}
        </Typography>
      )}
      <Beside contacts={contacts} voided={voided} />
      {allocation.length === 0 ? null : (
        <Flex tag="ul" direction="column" alignItems="stretch" gap={1}>
          {allocation.map(({ member, leads }) => (
            <Typography tag="li" key={member.documentId} textColor="neutral700">
              {words.say('crm.bulk.allocated', { name: member.label, count: leads })}
            </Typography>
          ))}
        </Flex>
      )}
      <Refusals refusals={refusals} />
    </Flex>
  );
}

/** To how many of them it would be done, and to how many not. */
export function bulkHeadline(words: Words, plan: BulkPreviewReply): string {
  const { action, total, done, requested, unchanged, refused } = plan;
  return action === 'undo'
    ? words.say('crm.bulk.wouldUndo', { done, kept: total - done })
    : words.say('crm.bulk.would', { done: done - unchanged, requested, unchanged, refused });
}

interface Props {
  readonly refusals: BulkPreviewReply['refusals'];
}

/** Each reason once, with how many leads it keeps back. */
export function Refusals({ refusals }: Props) {
  const words = useWords();
  if (refusals.length === 0) return null;
  return (
    <Flex tag="ul" direction="column" alignItems="stretch" gap={2}>
      {refusals.map((refusal) => (
        <Box tag="li" key={`${refusal.code} ${refusal.message}`}>
          <RefusalNote>
            {words.say('crm.bulk.refused', {
              count: refusal.count,
              reason: words.refusal(refusal),
            })}
          </RefusalNote>
        </Box>
      ))}
    </Flex>
  );
}
