import { Tabs } from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';
import { useState } from 'react';
import { useCrmWaitingQuery } from '../../api/approval-api';
import { Note } from '../../panels/PanelState';
import { useWords } from '../../words';
import { Settled } from './Settled';
import { Waiting } from './Waiting';

const TABS = ['forMe', 'mine', 'decided'] as const;
type Tab = (typeof TABS)[number];

/** R16: what waits for this user's yes or no, what they asked themselves, and what was decided. */
export function ApprovalsPage() {
  const words = useWords();
  const { data, error } = useCrmWaitingQuery(undefined, { refetchOnMountOrArgChange: true });
  const [tab, setTab] = useState<Tab>('forMe');
  const waiting = data?.requests ?? [];
  const forMe = waiting.filter(({ mayDecide }) => mayDecide);
  const mine = waiting.filter(({ mayWithdraw }) => mayWithdraw);
  const counts: Readonly<Partial<Record<Tab, number>>> = { forMe: forMe.length, mine: mine.length };
  return (
    <Page.Main>
      <Page.Title>{words.say('crm.nav.approvals')}</Page.Title>
      <Layouts.Header
        title={words.say('crm.nav.approvals')}
        subtitle={words.say('crm.approvals.about')}
      />
      <Layouts.Content>
        {error !== undefined ? (
          <Page.Error content={words.refusal(error)} />
        ) : data === undefined ? (
          <Page.Loading>{words.say('crm.loading')}</Page.Loading>
        ) : (
          <Tabs.Root
            variant="simple"
            value={tab}
            // The tabs hand back one of the values that they were given.
            onValueChange={(value) => setTab(value as Tab)}
          >
            <Tabs.List aria-label={words.say('crm.nav.approvals')}>
              {TABS.map((name) => (
                <Tabs.Trigger key={name} value={name}>
                  {words.say(`crm.approvals.${name}`, { count: counts[name] ?? 0 })}
                </Tabs.Trigger>
              ))}
            </Tabs.List>
            {data.stuck === 0 ? null : (
              <Note tone="warning">{words.say('crm.approvals.stuck', { count: data.stuck })}</Note>
            )}
            <Tabs.Content value="forMe">
              <Waiting
                requests={forMe}
                decisions={['approve', 'decline']}
                empty={words.say('crm.approvals.nothingForMe')}
              />
            </Tabs.Content>
            <Tabs.Content value="mine">
              <Waiting
                requests={mine}
                decisions={['withdraw']}
                empty={words.say('crm.approvals.nothingOfMine')}
              />
            </Tabs.Content>
            <Tabs.Content value="decided">
              <Settled />
            </Tabs.Content>
          </Tabs.Root>
        )}
      </Layouts.Content>
    </Page.Main>
  );
}
