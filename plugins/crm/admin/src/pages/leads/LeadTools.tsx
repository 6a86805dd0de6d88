import { Flex } from '@strapi/design-system';
import { Filters, SearchInput } from '@strapi/strapi/admin';
import { useMemo, type ReactNode } from 'react';
import { INDIVIDUAL_TYPES, LEAD_STATES, OUTCOMES } from '../../../../core/lead/model';
import { TYPED_FILTERS, type TypedFilter } from '../../parts/typed-filters';
import { useWords, type Words } from '../../words';

/** Search and filters, as the Content Manager has them. */
export function LeadTools({ children }: { children?: ReactNode }) {
  const words = useWords();
  const options = useMemo(() => filterOptions(words), [words]);
  return (
    <>
      <SearchInput label={words.say('crm.leads.search')} placeholder={words.say('crm.search')} />
      <Filters.Root options={options}>
        <Filters.Trigger />
        {children}
        <Filters.Popover />
        <Flex gap={1} wrap="wrap">
          <Filters.List />
        </Flex>
      </Filters.Root>
    </>
  );
}

const filterOptions = (words: Words): Filters.Filter[] => {
  const named = (name: string, mainField = 'name'): Filters.Filter => ({
    name,
    label: words.field(name),
    type: 'relation',
    mainField: { name: mainField, type: 'string' },
  });
  const choice = (name: string, values: readonly string[]): Filters.Filter => ({
    name,
    label: words.field(name),
    type: 'enumeration',
    options: values.map((value) => ({ value, label: words.value(name, value) })),
  });
  const plain = (name: string, type: 'string'): Filters.Filter => ({
    name,
    label: words.field(name),
    type,
  });
  const typed = (name: string, type: TypedFilter): Filters.Filter => ({
    name,
    label: words.field(name),
    type,
    input: TYPED_FILTERS[type],
  });
  return [
    plain('title', 'string'),
    named('owner'),
    named('stage'),
    named('pipeline'),
    named('company'),
    named('leadScore', 'label'),
    named('statusCode', 'label'),
    named('lostReason', 'label'),
    named('channel', 'label'),
    choice('state', LEAD_STATES),
    choice('outcome', OUTCOMES),
    choice('individualType', INDIVIDUAL_TYPES),
    typed('estimatedValue', 'decimal'),
    typed('nextEventAt', 'datetime'),
    typed('stageEnteredAt', 'datetime'),
    typed('closedAt', 'datetime'),
    typed('soldAt', 'datetime'),
    typed('createdAt', 'datetime'),
  ];
};
