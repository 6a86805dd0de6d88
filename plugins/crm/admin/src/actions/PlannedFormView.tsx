import { Box, Button, Flex, Modal, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';
import type { ValueRow } from '../api/replies';
import { DialogStrip } from '../parts/DialogStrip';
import { PlanBelow, useSight } from '../plan/PlanBelow';
import { Preview, RefusalNote } from '../plan/Preview';
import { useWords } from '../words';
import { InputFields } from './InputFields';
import type { Field } from './read-fields';
import type { PlannedForm } from './use-planned-form';

interface Props<Plan> {
  readonly form: PlannedForm<Plan>;
  /** Above the fields. */
  readonly head?: ReactNode;
  readonly currentOf?: ((field: Field) => ValueRow | null) | undefined;
  /** What the plan comes to, where it is out of sight. */
  readonly inShort: (plan: Plan) => ReactNode;
  /** On the button. */
  readonly label: string;
  readonly isDanger?: boolean | undefined;
  readonly mayConfirm: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children: (plan: Plan) => ReactNode;
}

/** The body and footer of a dialog that does something: its input, what it would do, and the button that does it. */
export function PlannedFormView<Plan>({ form, currentOf, children, ...props }: Props<Plan>) {
  const words = useWords();
  const { fields, input, plan, failure, errors } = form;
  const [place, isSeen] = useSight();
  const asksFirst = fields.some(({ required }) => required);
  return (
    <>
      <Modal.Body>
        <Flex direction="column" alignItems="stretch" gap={5}>
          {props.head}
          {fields.length === 0 ? null : (
            <InputFields
              fields={fields}
              input={input}
              errors={errors}
              {...(currentOf === undefined ? {} : { currentOf })}
              onChange={form.change}
            />
          )}
          <Box ref={place} tabIndex={-1}>
            {failure === undefined || plan !== undefined ? (
              <Preview loading={form.planning} failure={undefined}>
                {plan === undefined ? (
                  <Typography textColor="neutral600">
                    {words.say(
                      form.untold
                        ? 'crm.preview.missing'
                        : asksFirst
                          ? 'crm.preview.fill'
                          : 'crm.preview.choose',
                    )}
                  </Typography>
                ) : (
                  children(plan)
                )}
              </Preview>
            ) : null}
          </Box>
        </Flex>
      </Modal.Body>
      {plan === undefined || isSeen ? null : (
        <PlanBelow place={place}>{props.inShort(plan)}</PlanBelow>
      )}
      {failure === undefined ? null : (
        <Failure>{form.marked ? Object.values(errors).join(' ') : words.refusal(failure)}</Failure>
      )}
      <Modal.Footer>
        <Button type="button" variant="tertiary" onClick={props.onClose}>
          {words.say('crm.cancel')}
        </Button>
        <Button
          type="button"
          variant={props.isDanger === true ? 'danger' : 'default'}
          loading={form.running}
          disabled={!props.mayConfirm}
          onClick={props.onConfirm}
        >
          {props.label}
        </Button>
      </Modal.Footer>
    </>
  );
}

/** Below what scrolls: a long form must not hide why its button is off. */
function Failure({ children }: { children: string }) {
  return (
    <DialogStrip background="danger100">
      <RefusalNote>{children}</RefusalNote>
    </DialogStrip>
  );
}
