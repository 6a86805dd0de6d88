import { ASKED } from '../../../core/close-request/ask';
import { useCrmPreviewQuery, useCrmRunMutation } from '../api/crm-api';
import type { PlanReply, RecordName, ValueRow } from '../api/replies';
import type { ActionCall } from '../api/requests';
import { qualificationIn } from '../panels/history-words';
import { useOutcome } from '../parts/use-outcome';
import { isUnanswered } from '../unanswered';
import { useWords, type Words } from '../words';
import type { Input } from './form-input';
import type { Field } from './read-fields';
import { usePlannedForm, useTyped, type PlannedForm } from './use-planned-form';

/** A deed as its dialog asks for it, previews it and does it. */
export interface Deed {
  readonly record: ActionCall['record'];
  readonly documentId: string;
  readonly action: string;
  /** Of the record: a dialog may cover the row or the card that it was opened from. */
  readonly name?: string | undefined;
  /** On the button. */
  readonly label: string;
  /** Afterwards, in a notification. */
  readonly done: string;
  readonly danger?: boolean;
  /** What is to be read before it is confirmed. */
  readonly warning?: string;
  readonly version?: number | undefined;
  /** The record that the plan is about. */
  readonly about: { readonly record: RecordName; readonly documentId: string };
  readonly prefill: Readonly<Record<string, unknown>>;
  /** The fields, with what has been said so far. */
  readonly fieldsFor: (input: Input) => readonly Field[];
  /** What the record holds now in a field that the deed sets. */
  readonly currentOf?: (field: Field) => ValueRow | null;
  /** Does this little say anything at all? */
  readonly isEnough?: (data: Input) => boolean;
}

interface DeedState {
  readonly form: PlannedForm<PlanReply>;
  /** On the button: what is only asked for is called so. */
  readonly label: string;
  readonly mayConfirm: boolean;
  readonly confirm: () => Promise<void>;
}

export function useDeed(deed: Deed, onClose: () => void): DeedState {
  const words = useWords();
  const outcome = useOutcome(onClose);
  const { record, documentId, action, version, about } = deed;
  const typed = useTyped(deed);
  const preview = useCrmPreviewQuery(
    { record, documentId, action, data: typed.asked },
    { skip: typed.skip, refetchOnMountOrArgChange: true },
  );
  const [run, running] = useCrmRunMutation();
  const form = usePlannedForm(typed, preview, running);
  const { plan, untold } = form;

  return {
    form,
    label: (askedInstead(words, plan) ?? deed).label,
    mayConfirm: untold || (form.isLookedAt && (plan?.changes.length ?? 0) > 0),
    async confirm() {
      form.tellAll();
      if (untold) return;
      const reply = await run({ record, documentId, action, data: typed.data, version, about });
      const { done } = askedInstead(words, 'data' in reply ? reply.data : undefined) ?? deed;
      if (outcome(reply, done) || ('error' in reply && isUnanswered(reply.error))) return;
      // What it would do now may be something else: nobody confirms what they have not seen.
      void preview.refetch();
    },
  };
}

/**
 * What is asked for instead of done: closing as lost by who may not (R15), whichever deed led there, and qualifying
 * where a process wants to know more first (R23).
 */
function askedInstead(words: Words, plan: PlanReply | undefined) {
  if (plan === undefined) return undefined;
  if (plan.action === ASKED) {
    return {
      label: words.say('crm.action.lead.request-close-lost'),
      done: words.say('crm.done.lead.request-close-lost'),
    };
  }
  return qualificationIn(plan) === 'qualify.asked'
    ? {
        label: words.say('crm.action.lead.qualify.asked'),
        done: words.say('crm.done.lead.qualify.asked'),
      }
    : undefined;
}
