import { useForm } from '@strapi/strapi/admin';
import { Flex, Typography } from '@strapi/design-system';
import type { ReplyValue } from '../api/replies';
import type { PanelComponent } from '../content-manager';
import { isRelation, keepTyped, useKept, type Typed } from '../overtaken';
import { useWords } from '../words';
import { PanelButton } from '../parts/PanelButton';
import { Fact, Facts } from './Fact';

/** X33: what was typed and not saved, as somebody else had saved meanwhile; to be put into the form again. */
export const OvertakenPanel: PanelComponent = ({ model, documentId }) => {
  const words = useWords();
  const typed = useKept(model, documentId);
  if (typed === undefined || documentId === undefined) return null;
  return {
    title: words.say('crm.overtaken.title'),
    content: <Overtaken typed={typed} onDiscard={() => keepTyped(model, documentId)} />,
  };
};

function Overtaken({ typed, onDiscard }: { typed: Typed; onDiscard: () => void }) {
  const words = useWords();
  const onChange = useForm('CrmOvertaken', (state) => state.onChange);
  const plain = Object.entries(typed).filter(([, value]) => !isRelation(value));
  return (
    <Flex direction="column" alignItems="stretch" gap={3} width="100%">
      <Typography tag="p" variant="pi" textColor="neutral700">
        {words.say('crm.overtaken.about')}
      </Typography>
      <Facts>
        {Object.entries(typed).map(([name, value]) => (
          <Fact key={name} label={words.field(name)}>
            {isRelation(value)
              ? words.say('crm.overtaken.chooseAgain')
              : words.value(name, (value ?? null) as ReplyValue)}
          </Fact>
        ))}
      </Facts>
      {plain.length === 0 ? null : (
        <PanelButton
          variant="secondary"
          onClick={() => plain.forEach(([name, value]) => onChange(name, value))}
        >
          {words.say('crm.overtaken.putBack')}
        </PanelButton>
      )}
      <PanelButton variant="tertiary" onClick={onDiscard}>
        {words.say('crm.overtaken.discard')}
      </PanelButton>
    </Flex>
  );
}
