import { Textarea, Typography } from '@strapi/design-system';
import { useState } from 'react';
import type { DecidedReply, WaitingReply } from '../../../../core/close-request/replies';
import { useCrmDecideMutation } from '../../api/approval-api';
import { Labelled } from '../../parts/fields';
import { FormDialog } from '../../parts/FormDialog';
import { useOutcome } from '../../parts/use-outcome';
import { useTold } from '../../parts/use-told';
import { useWords } from '../../words';
import { ApprovalPlan, RefusedRequests } from './ApprovalPlan';

export type Decision = 'approve' | 'decline' | 'withdraw';

interface Props {
  readonly decision: Decision;
  readonly requests: readonly WaitingReply[];
  readonly onClose: () => void;
}

/** Asks for a note, and says of each request that could not be decided on why (X46, X48). */
export function DecideDialog({ decision, requests, onClose }: Props) {
  const words = useWords();
  const told = useTold();
  const settle = useOutcome(onClose);
  const [decide, { isLoading, error }] = useCrmDecideMutation();
  const [note, setNote] = useState('');
  const [refused, setRefused] = useState<readonly DecidedReply[]>([]);

  async function submit() {
    const reply = await decide({
      requests,
      decision,
      ...(note.trim() === '' ? {} : { note: note.trim() }),
    });
    const decided = 'data' in reply ? reply.data : [];
    const left = decided.filter(({ outcome }) => outcome === 'refused');
    const done = decided.length - left.length;
    const sentence = words.say(`crm.approvals.done.${decision}`, { count: done });
    if (left.length === 0) return void settle(reply, sentence);
    setRefused(left);
    if (done > 0) told(reply, sentence);
    // Nothing of it was done: whoever has left is told why.
    else settle({ error: left[0]?.refusal }, sentence);
  }

  return (
    <FormDialog
      open
      isWide={decision === 'approve'}
      title={words.say(`crm.approvals.many.${decision}`, { count: requests.length })}
      save={words.say(`crm.approvals.${decision}`)}
      isSaving={isLoading}
      failure={error}
      maySave={refused.length === 0}
      leave={refused.length === 0 ? undefined : words.say('crm.close')}
      onSave={() => void submit()}
      onClose={onClose}
    >
      <Typography>
        {words.say(`crm.approvals.sure.${decision}`, {
          leads: words.list(requests.slice(0, 5).map(({ lead }) => lead.label)),
          more: Math.max(0, requests.length - 5),
        })}
      </Typography>
      <Labelled
        label={words.say('crm.approvals.note')}
        hint={words.say(`crm.approvals.noteHint.${decision}`)}
      >
        <Textarea value={note} onChange={({ target }) => setNote(target.value)} />
      </Labelled>
      {decision === 'approve' && refused.length === 0 ? <ApprovalPlan requests={requests} /> : null}
      <RefusedRequests refused={refused} requests={requests} />
    </FormDialog>
  );
}
