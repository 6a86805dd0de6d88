import {
  Box,
  Flex,
  SingleSelect,
  SingleSelectOption,
  Table,
  Tbody,
  Td,
  Th,
  Thead,
  Tr,
  Typography,
} from '@strapi/design-system';
import { GRANT_KEYS, type GrantKey, type Reach } from '../../../../../core/kernel/actor';
import { useWords } from '../../../words';
import { reachesOf, reachOf, withEdit, type Edits, type GrantedRole } from './grants';

interface Props {
  readonly roles: readonly GrantedRole[];
  readonly edits: Edits;
  readonly onEdit: (edits: Edits) => void;
}

export function GrantTable({ roles, edits, onEdit }: Props) {
  const words = useWords();
  return (
    <Table colCount={roles.length + 1} rowCount={GRANT_KEYS.length + 1}>
      <Thead>
        <Tr>
          <Th>
            <Typography variant="sigma" textColor="neutral600">
              {words.say('crm.roles.deed')}
            </Typography>
          </Th>
          {roles.map(({ documentId, name, key }) => (
            <Th key={documentId}>
              <Flex direction="column" alignItems="flex-start">
                <Typography variant="pi" fontWeight="bold" textColor="neutral800">
                  {name}
                </Typography>
                <Typography variant="pi" textColor="neutral600">
                  {key}
                </Typography>
              </Flex>
            </Th>
          ))}
        </Tr>
      </Thead>
      <Tbody>
        {GRANT_KEYS.map((grant) => (
          <Tr key={grant}>
            <Td>
              <Typography textColor="neutral800">{words.say(`crm.grant.${grant}`)}</Typography>
            </Td>
            {roles.map((role) => (
              <Td key={role.documentId}>
                <ReachSelect
                  grant={grant}
                  label={`${role.name}: ${words.say(`crm.grant.${grant}`)}`}
                  value={reachOf(role, edits, grant)}
                  isChanged={edits[role.documentId]?.[grant] !== undefined}
                  onChange={(reach) => onEdit(withEdit(edits, role, grant, reach))}
                />
              </Td>
            ))}
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

interface SelectProps {
  readonly grant: GrantKey;
  readonly label: string;
  readonly value: Reach | null;
  readonly isChanged: boolean;
  readonly onChange: (reach: Reach | null) => void;
}

const NONE = 'none';

function ReachSelect({ grant, label, value, isChanged, onChange }: SelectProps) {
  const words = useWords();
  return (
    <Box minWidth="12rem" background={isChanged ? 'warning100' : 'neutral0'} hasRadius>
      <SingleSelect
        size="S"
        aria-label={label}
        value={value ?? NONE}
        // The select hands back one of the values that it was given.
        onChange={(chosen) => onChange(chosen === NONE ? null : (chosen as Reach))}
      >
        {reachesOf(grant).map((reach) => (
          <SingleSelectOption key={reach} value={reach ?? NONE}>
            {words.say(
              reach === null && grant === 'close-lost'
                ? 'crm.reach.rules'
                : `crm.reach.${reach ?? NONE}`,
            )}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Box>
  );
}
