import { Box, Button, Flex, Modal, Typography } from '@strapi/design-system';
import { othersIn } from '../plan/group-plan';
import { PlanBelow, useSight } from '../plan/PlanBelow';
import { PlanView } from '../plan/PlanView';
import { Preview, RefusalNote } from '../plan/Preview';
import { useWords } from '../words';
import { InputFields } from './InputFields';
import { useDeed, type Deed } from './use-deed';

interface Props {
  readonly deed: Deed;
  readonly onClose: () => void;
}

/** The body and footer of a deed's dialog: its input, what it would do, and the button that does it. */
export function DeedForm({ deed, onClose }: Props) {
  const words = useWords();
  const { fields, input, plan, failure, ...state } = useDeed(deed, onClose);
  const { currentOf, about } = deed;
  const [place, isSeen] = useSight();
  const asksFirst = fields.some(({ required }) => required);
  return (
    <>
      <Modal.Body>
        <Flex direction="column" alignItems="stretch" gap={5}>
          {deed.name === undefined ? null : <RecordTitle>{deed.name}</RecordTitle>}
          {deed.warning === undefined ? null : <RefusalNote>{deed.warning}</RefusalNote>}
          {fields.length === 0 ? null : (
            <InputFields
              fields={fields}
              input={input}
              errors={state.errors}
              {...(currentOf === undefined ? {} : { currentOf })}
              onChange={state.change}
            />
          )}
          <Box ref={place} tabIndex={-1}>
            {failure === undefined || plan !== undefined ? (
              <Preview loading={state.planning} failure={undefined}>
                {plan === undefined ? (
                  <Typography textColor="neutral600">
                    {words.say(
                      state.untold
                        ? 'crm.preview.missing'
                        : asksFirst
                          ? 'crm.preview.fill'
                          : 'crm.preview.choose',
                    )}
                  </Typography>
                ) : (
                  <PlanView plan={plan} {...about} />
                )}
              </Preview>
            ) : null}
          </Box>
        </Flex>
      </Modal.Body>
      {plan === undefined || isSeen ? null : (
        <PlanBelow place={place}>
          {words.say('crm.plan.others', { count: othersIn(plan, about.documentId) })}
        </PlanBelow>
      )}
      {failure === undefined ? null : (
        <Failure>
          {state.marked ? Object.values(state.errors).join(' ') : words.refusal(failure)}
        </Failure>
      )}
      <Modal.Footer>
        <Button type="button" variant="tertiary" onClick={onClose}>
          {words.say('crm.cancel')}
        </Button>
        <Button
          type="button"
          variant={deed.danger === true ? 'danger' : 'default'}
          loading={state.running}
          disabled={!state.mayConfirm}
          onClick={() => void state.confirm()}
        >
          {state.label}
        </Button>
      </Modal.Footer>
    </>
  );
}

export function RecordTitle({ children }: { children: string }) {
  return (
    <Typography tag="p" fontWeight="bold" textColor="neutral800">
      {children}
    </Typography>
  );
}

/** Below what scrolls: a long form must not hide why its button is off. */
function Failure({ children }: { children: string }) {
  return (
    <Box background="danger100" paddingLeft={7} paddingRight={7} paddingTop={3} paddingBottom={3}>
      <RefusalNote>{children}</RefusalNote>
    </Box>
  );
}
