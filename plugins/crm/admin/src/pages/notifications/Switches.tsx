import type { MeReply } from '../../../../core/notification/replies';
import { useCrmChangeMeMutation } from '../../api/notification-api';
import { FlagField } from '../../parts/fields';
import { Sheet } from '../../parts/Sheet';
import { useTold } from '../../parts/use-told';
import { useWords } from '../../words';

/** L7: either channel can be switched off, by each for themselves. */
export function Switches({ member }: { member: NonNullable<MeReply['member']> }) {
  const words = useWords();
  const told = useTold();
  const [change] = useCrmChangeMeMutation();
  async function turn(data: { notifyInPanel?: boolean; notifyByEmail?: boolean }) {
    told(await change(data), words.say('crm.notifications.saved'));
  }
  return (
    <Sheet
      title={words.say('crm.notifications.channels')}
      about={words.say('crm.notifications.channelsAbout')}
    >
      <FlagField
        label={words.say('crm.notifications.inPanel')}
        value={member.notifyInPanel}
        onChange={(notifyInPanel) => void turn({ notifyInPanel })}
      />
      <FlagField
        label={words.say('crm.notifications.byEmail')}
        value={member.notifyByEmail}
        onChange={(notifyByEmail) => void turn({ notifyByEmail })}
      />
    </Sheet>
  );
}
