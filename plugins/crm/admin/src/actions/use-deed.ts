import { useState } from 'react';
import { ASKED } from '../../../core/close-request/ask';
import { useCrmPreviewQuery, useCrmRunMutation } from '../api/crm-api';
import type { PlanReply, RecordName, ValueRow } from '../api/replies';
import type { ActionCall } from '../api/requests';
import { qualificationIn } from '../panels/history-words';
import { useOutcome } from '../parts/use-outcome';
import { isUnanswered } from '../unanswered';
import { useWords, type Words } from '../words';
import { allShown, fieldErrors, toldIn, type FieldErrors } from './field-errors';
import { changedIn, forPreview, isComplete, said, startingInput, type Input } from './form-input';
import type { Field } from './read-fields';
import { useSettled } from './use-settled';

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

/** Where a dialog stands: what is typed, what it would do, what is wrong with it. */
interface DeedState {
  readonly fields: readonly Field[];
  readonly input: Input;
  /** On the button: what is only asked for is called so. */
  readonly label: string;
  readonly plan: PlanReply | undefined;
  readonly planning: boolean;
  readonly failure: unknown;
  readonly errors: FieldErrors;
  /** What is wrong is with fields that nobody has been at yet: it is said once somebody has, or has confirmed. */
  readonly untold: boolean;
  /** All that is wrong is said at its field. */
  readonly marked: boolean;
  readonly running: boolean;
  readonly mayConfirm: boolean;
  readonly change: (input: Input) => void;
  readonly confirm: () => Promise<void>;
}

const PAUSE = 350;

export function useDeed(deed: Deed, onClose: () => void): DeedState {
  const words = useWords();
  const outcome = useOutcome(onClose);
  const { record, documentId, action, version, about, isEnough } = deed;
  const [input, setInput] = useState<Input>(() =>
    startingInput(deed.fieldsFor(deed.prefill as Input), deed.prefill),
  );
  const fields = deed.fieldsFor(input);
  const isReady = (data: Input): boolean => isComplete(fields, data) && (isEnough?.(data) ?? true);
  const data = said(fields, input);
  const ready = isReady(data);
  const asked = JSON.stringify(forPreview(fields, data));
  const settled = useSettled(asked, PAUSE);
  const askedLast = JSON.parse(settled) as Input;
  const preview = useCrmPreviewQuery(
    { record, documentId, action, data: askedLast },
    { skip: !ready || !isReady(askedLast), refetchOnMountOrArgChange: true },
  );
  const [run, running] = useCrmRunMutation();
  const looked = ready && settled === asked && !preview.isFetching;
  // While the server looks again, the plan of a moment ago stays to be read.
  const plan =
    ready && preview.error === undefined ? (preview.currentData ?? preview.data) : undefined;
  const [touched, setTouched] = useState<readonly string[] | 'all'>([]);
  const found = running.error ?? (looked ? preview.error : undefined);
  const foundErrors = fieldErrors(found);
  const marked = allShown(fields, foundErrors);
  const errors = marked && touched !== 'all' ? toldIn(foundErrors, touched) : foundErrors;
  const untold = marked && Object.keys(errors).length === 0;
  const failure = untold ? undefined : found;

  return {
    fields,
    input,
    label: (askedInstead(words, plan) ?? deed).label,
    plan,
    planning: ready && plan === undefined && !untold,
    failure,
    errors,
    untold,
    marked,
    running: running.isLoading,
    mayConfirm: untold || (looked && (plan?.changes.length ?? 0) > 0),
    change(changed) {
      running.reset();
      setInput(changed);
      setTouched((before) =>
        before === 'all' ? before : [...before, ...changedIn(input, changed)],
      );
    },
    async confirm() {
      setTouched('all');
      if (untold) return;
      const reply = await run({ record, documentId, action, data, version, about });
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
