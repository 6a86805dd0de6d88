import { Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { styled } from 'styled-components';
import type { InputValue } from '../../actions/form-input';
import { Answer } from '../../panels/Answer';
import { useWords } from '../../words';

/** What the requester filled in for closing: the reason by its label, the rest as it was typed. */
export function AskedForm({ form }: { form: Readonly<Record<string, unknown>> }) {
  const words = useWords();
  const { reason, notes, contactGroups, followUpAt } = form;
  return (
    <Lines>
      <Line label={words.field('lostReason')}>
        <Answer
          field={{
            name: 'reason',
            title: '',
            required: true,
            kind: 'dropdown-value',
            type: 'lost-reason',
            nullable: false,
          }}
          value={reason as InputValue}
        />
      </Line>
      {typeof notes === 'string' && notes !== '' ? (
        <Line label={words.field('notes')}>{notes}</Line>
      ) : null}
      {Array.isArray(contactGroups) && contactGroups.length > 0 ? (
        <Line label={words.field('contactGroups')}>
          <Answer
            field={{
              name: 'contactGroups',
              title: '',
              required: false,
              kind: 'records',
              of: 'contact-group',
            }}
            value={contactGroups}
          />
        </Line>
      ) : null}
      {typeof followUpAt === 'string' ? (
        <Line label={words.field('followUpAt')}>{words.day(followUpAt)}</Line>
      ) : null}
    </Lines>
  );
}

/** Side by side: across a whole page the edges that the panels keep to are too far apart. */
const Lines = styled.dl`
  display: grid;
  grid-template-columns: max-content 1fr;
  gap: ${({ theme }) => `${theme.spaces[1]} ${theme.spaces[4]}`};
  align-items: baseline;
`;

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <Typography tag="dt" variant="pi" textColor="neutral600">
        {label}
      </Typography>
      <Typography tag="dd" variant="pi" textColor="neutral800">
        {children}
      </Typography>
    </>
  );
}
