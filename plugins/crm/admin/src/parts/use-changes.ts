import { useState } from 'react';

/**
 * A form over what is there: only what was changed in it is kept, so that what somebody else saves meanwhile
 * shows in the rest of it, and only that is sent.
 */
export function useChanges<Form extends object>(shown: Form) {
  const [typed, setTyped] = useState<Partial<Form>>({});
  const form: Form = { ...shown, ...typed };
  return {
    form,
    /** What is not as it is there. */
    changes: changesIn(shown, typed),
    set: (change: Partial<Form>) => setTyped((before) => ({ ...before, ...change })),
    reset: () => setTyped({}),
  };
}

const changesIn = <Form extends object>(shown: Form, typed: Partial<Form>): Partial<Form> =>
  // A part of the entries is a part of the form.
  Object.fromEntries(
    Object.entries(typed).filter(
      ([name, value]) => !isSame(value, (shown as Readonly<Record<string, unknown>>)[name]),
    ),
  ) as Partial<Form>;

const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
