import { Flex, Typography } from '@strapi/design-system';
import { Widget } from '@strapi/strapi/admin';
import { Link } from 'react-router-dom';
import { useCrmWaitingQuery } from '../api/approval-api';
import { CRM_HOME } from '../records';
import { useWords } from '../words';

const SHOWN = 5;

/** Who waits for this user's yes or no. */
export function ApprovalsWidget() {
  const words = useWords();
  const { data, error } = useCrmWaitingQuery(undefined, { refetchOnMountOrArgChange: true });
  if (error !== undefined) return <Widget.Error>{words.refusal(error)}</Widget.Error>;
  if (data === undefined) return <Widget.Loading />;
  const forMe = data.requests.filter(({ mayDecide }) => mayDecide);
  if (forMe.length === 0) {
    return <Widget.NoData>{words.say('crm.approvals.nothingForMe')}</Widget.NoData>;
  }
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Typography variant="pi" textColor="neutral600">
        {words.say('crm.widget.approvals.count', { count: forMe.length })}
      </Typography>
      <Flex tag="ul" direction="column" alignItems="stretch" gap={3}>
        {forMe.slice(0, SHOWN).map(({ documentId, lead, requester, askedAt }) => (
          <Flex tag="li" key={documentId} justifyContent="space-between" gap={3}>
            <Link to={`${CRM_HOME}/approvals`}>
              <Typography variant="pi" textColor="primary600">
                {lead.label}
              </Typography>
            </Link>
            <Typography variant="pi" textColor="neutral600">
              {words.say('crm.approvals.asked', {
                name: requester?.label ?? '–',
                when: askedAt === null ? '' : words.ago(askedAt),
              })}
            </Typography>
          </Flex>
        ))}
      </Flex>
    </Flex>
  );
}
