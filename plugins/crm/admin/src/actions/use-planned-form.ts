import { useState } from 'react';
import { allShown, fieldErrors, toldIn, type FieldErrors } from './field-errors';
import { changedIn, forPreview, isComplete, said, startingInput, type Input } from './form-input';
import type { Field } from './read-fields';
import { useSettled } from './use-settled';

interface Start {
  readonly prefill?: Readonly<Record<string, unknown>> | undefined;
  /** The fields, with what has been said so far. */
  readonly fieldsFor: (input: Input) => readonly Field[];
  /** Does this little say anything at all? */
  readonly isEnough?: ((data: Input) => boolean) | undefined;
}

/** What is typed, and what of it the server is to be asked about. */
interface Typed {
  readonly fields: readonly Field[];
  readonly input: Input;
  readonly setInput: (input: Input) => void;
  /** What would be sent. */
  readonly data: Input;
  /** It says enough to be looked at. */
  readonly isReady: boolean;
  /** What it was when typing last stopped; not worth asking about while `skip` holds. */
  readonly asked: Input;
  readonly skip: boolean;
  /** That is still what is typed. */
  readonly isSettled: boolean;
}

const PAUSE = 350;

/** The first half of a form that shows what it would do: the preview is asked for with what this returns. */
export function useTyped({ prefill = {}, fieldsFor, isEnough }: Start): Typed {
  const [input, setInput] = useState<Input>(() =>
    startingInput(fieldsFor(prefill as Input), prefill),
  );
  const fields = fieldsFor(input);
  const saysEnough = (data: Input): boolean =>
    isComplete(fields, data) && (isEnough?.(data) ?? true);
  const data = said(fields, input);
  const isReady = saysEnough(data);
  const now = JSON.stringify(forPreview(fields, data));
  const settled = useSettled(now, PAUSE);
  const asked = JSON.parse(settled) as Input;
  return {
    fields,
    input,
    setInput,
    data,
    isReady,
    asked,
    skip: !isReady || !saysEnough(asked),
    isSettled: settled === now,
  };
}

/** A query for what would happen, as RTK Query answers it. */
interface Preview<Plan> {
  readonly currentData?: Plan | undefined;
  readonly data?: Plan | undefined;
  readonly error?: unknown;
  readonly isFetching: boolean;
}

/** What does it, once it is confirmed. */
interface Running {
  readonly error?: unknown;
  readonly isLoading: boolean;
  readonly reset: () => void;
}

/** Where the form stands: what is typed, what it would do, what is wrong with it. */
export interface PlannedForm<Plan> {
  readonly fields: readonly Field[];
  readonly input: Input;
  readonly plan: Plan | undefined;
  readonly planning: boolean;
  /** The plan is about what is typed now. */
  readonly isLookedAt: boolean;
  readonly failure: unknown;
  readonly errors: FieldErrors;
  /** What is wrong is with fields that nobody has been at yet: it is said once somebody has, or has confirmed. */
  readonly untold: boolean;
  /** All that is wrong is said at its field. */
  readonly marked: boolean;
  readonly running: boolean;
  readonly change: (input: Input) => void;
  /** From now on whatever is wrong is said. */
  readonly tellAll: () => void;
}

/** The second half: what the server has said about what is typed. */
export function usePlannedForm<Plan>(
  typed: Typed,
  preview: Preview<Plan>,
  running: Running,
): PlannedForm<Plan> {
  const { fields, input, isReady } = typed;
  const [touched, setTouched] = useState<readonly string[] | 'all'>([]);
  const isLookedAt = isReady && typed.isSettled && !preview.isFetching;
  // While the server looks again, the plan of a moment ago stays to be read.
  const plan =
    isReady && preview.error === undefined ? (preview.currentData ?? preview.data) : undefined;
  const found = running.error ?? (isLookedAt ? preview.error : undefined);
  const foundErrors = fieldErrors(found);
  const marked = allShown(fields, foundErrors);
  const errors = marked && touched !== 'all' ? toldIn(foundErrors, touched) : foundErrors;
  const untold = marked && Object.keys(errors).length === 0;

  return {
    fields,
    input,
    plan,
    planning: isReady && plan === undefined && !untold,
    isLookedAt,
    failure: untold ? undefined : found,
    errors,
    untold,
    marked,
    running: running.isLoading,
    change(changed) {
      running.reset();
      typed.setInput(changed);
      setTouched((before) =>
        before === 'all' ? before : [...before, ...changedIn(input, changed)],
      );
    },
    tellAll: () => setTouched('all'),
  };
}
