import type { InputValue } from '../../actions/form-input';
import { Answer } from '../../panels/Answer';
import { Fact, Facts } from '../../panels/Fact';
import { useWords } from '../../words';

/** What the requester filled in for closing: the reason by its label, the rest as it was typed. */
export function AskedForm({ form }: { form: Readonly<Record<string, unknown>> }) {
  const words = useWords();
  const { reason, notes, contactGroups, followUpAt } = form;
  return (
    <Facts>
      <Fact label={words.field('lostReason')}>
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
      </Fact>
      {typeof notes === 'string' && notes !== '' ? (
        <Fact label={words.field('notes')}>{notes}</Fact>
      ) : null}
      {Array.isArray(contactGroups) && contactGroups.length > 0 ? (
        <Fact label={words.field('contactGroups')}>
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
        </Fact>
      ) : null}
      {typeof followUpAt === 'string' ? (
        <Fact label={words.field('followUpAt')}>{words.day(followUpAt)}</Fact>
      ) : null}
    </Facts>
  );
}
