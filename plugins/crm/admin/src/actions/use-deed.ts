import { useNotification } from '@strapi/strapi/admin';
import { useState } from 'react';
import { useCrmPreviewQuery, useCrmRunMutation } from '../api/crm-api';
import type { PlanReply, RecordName, ValueRow } from '../api/replies';
import type { ActionCall } from '../api/requests';
import { allShown, fieldErrors, type FieldErrors } from './field-errors';
import { forPreview, isComplete, said, startingInput, type Input } from './form-input';
import type { Field } from './read-fields';
import { useSettled } from './use-settled';

/** A deed as its dialog asks for it, previews it and does it. */
export interface Deed {
  readonly record: ActionCall['record'];
  readonly documentId: string;
  readonly action: string;
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
      toggleNotification({ type: 'success', message: deed.done });
      onClose();
    },
  };
}
