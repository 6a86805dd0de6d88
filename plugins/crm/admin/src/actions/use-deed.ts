import { useNotification } from '@strapi/strapi/admin';
import { useState } from 'react';
import { ASKED } from '../../../core/close-request/ask';
import { useCrmPreviewQuery, useCrmRunMutation } from '../api/crm-api';
import type { PlanReply, RecordName, ValueRow } from '../api/replies';
import type { ActionCall } from '../api/requests';
import { useWords, type Words } from '../words';
import { allShown, fieldErrors, type FieldErrors } from './field-errors';
import { forPreview, isComplete, said, startingInput, type Input } from './form-input';
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
  const { toggleNotification } = useNotification();
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
  const plan = ready ? (preview.currentData ?? preview.data) : undefined;
  const failure = running.error ?? (looked ? preview.error : undefined);
  const errors = fieldErrors(failure);

  return {
    fields,
    input,
    label: (askedInstead(words, plan) ?? deed).label,
    plan,
    planning: ready && plan === undefined,
    failure,
    errors,
    marked: allShown(fields, errors),
    running: running.isLoading,
    mayConfirm: looked && (preview.currentData?.changes.length ?? 0) > 0,
    change(changed) {
      running.reset();
      setInput(changed);
    },
    async confirm() {
      const reply = await run({ record, documentId, action, data, version, about });
      if ('error' in reply) return;
      const { done } = askedInstead(words, reply.data) ?? deed;
      toggleNotification({ type: 'success', message: done });
      onClose();
    },
  };
}

/** R15: who may not close as lost leaves a request behind, whichever deed led there. */
const askedInstead = (words: Words, plan: PlanReply | undefined) =>
  plan?.action === ASKED
    ? {
        label: words.say('crm.action.lead.request-close-lost'),
        done: words.say('crm.done.lead.request-close-lost'),
      }
    : undefined;
