import { Box, Flex, LinkButton, Typography } from '@strapi/design-system';
import { useEffect } from 'react';
import { Link } from 'react-router-dom';
import { useCrmChangeSettingsMutation } from '../../../api/settings-api';
import { CRM_HOME } from '../../../records';
import { useWords } from '../../../words';

/** Where an administrator of a fresh installation begins. Seen once: nobody is led here again. */
export function Welcome() {
  const words = useWords();
  const [change] = useCrmChangeSettingsMutation();
  useEffect(() => void change({}), [change]);
  return (
    <Box
      tag="section"
      aria-labelledby="crm-welcome"
      background="primary100"
      borderColor="primary200"
      hasRadius
      padding={6}
    >
      <Flex justifyContent="space-between" alignItems="center" gap={5} wrap="wrap">
        <Box flex="1 1 30rem">
          <Typography id="crm-welcome" tag="h2" variant="delta">
            {words.say('crm.welcome.title')}
          </Typography>
          <Typography tag="p" textColor="neutral800" paddingTop={2}>
            {words.say('crm.welcome.about')}
          </Typography>
        </Box>
        <LinkButton tag={Link} to={`${CRM_HOME}/board`} variant="secondary">
          {words.say('crm.welcome.go')}
        </LinkButton>
      </Flex>
    </Box>
  );
}
