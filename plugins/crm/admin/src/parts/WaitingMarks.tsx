import { useWords } from '../words';
import { Mark } from './Mark';

interface Props {
  readonly qualification: boolean;
  readonly close: boolean;
}

/** What waits on a lead for somebody: its qualification (R23), a decision on closing it (R16). */
export function WaitingMarks({ qualification, close }: Props) {
  const words = useWords();
  return (
    <>
      {qualification ? <Mark tone="warning">{words.say('crm.pending.qualification')}</Mark> : null}
      {close ? <Mark tone="warning">{words.say('crm.pending.close')}</Mark> : null}
    </>
  );
}
