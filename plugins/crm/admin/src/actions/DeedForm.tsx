import { Typography } from '@strapi/design-system';
import { othersIn } from '../plan/group-plan';
import { PlanView } from '../plan/PlanView';
import { RefusalNote } from '../plan/Preview';
import { useWords } from '../words';
import { PlannedFormView } from './PlannedFormView';
import { useDeed, type Deed } from './use-deed';

interface Props {
  readonly deed: Deed;
  readonly onClose: () => void;
}

/** The body and footer of a deed's dialog. */
export function DeedForm({ deed, onClose }: Props) {
  const words = useWords();
  const { form, label, mayConfirm, confirm } = useDeed(deed, onClose);
  const { about } = deed;
  return (
    <PlannedFormView
      form={form}
      head={
        <>
          {deed.name === undefined ? null : <RecordTitle>{deed.name}</RecordTitle>}
          {deed.warning === undefined ? null : <RefusalNote>{deed.warning}</RefusalNote>}
        </>
      }
      currentOf={deed.currentOf}
      inShort={(plan) => words.say('crm.plan.others', { count: othersIn(plan, about.documentId) })}
      label={label}
      isDanger={deed.danger}
      mayConfirm={mayConfirm}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      {(plan) => <PlanView plan={plan} {...about} />}
    </PlannedFormView>
  );
}

export function RecordTitle({ children }: { children: string }) {
  return (
    <Typography tag="p" fontWeight="bold" textColor="neutral800">
      {children}
    </Typography>
  );
}
