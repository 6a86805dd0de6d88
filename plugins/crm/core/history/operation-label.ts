import { contactActions } from '../contact/actions';
import type { Subject } from '../kernel/plan';
import { leadActions } from '../lead/actions';

/** What an operation is called where something points to it: the deed, and what it was done to. */
export const operationLabel = (
  action: string,
  { record, label }: Pick<Subject, 'record' | 'label'>,
): string => `${action} on ${record} "${label}"`;

export interface NamedOperation {
  readonly action: string;
  readonly record: 'lead' | 'contact';
  /** Of the record; a history from before may not name it. */
  readonly name: string;
}

const LABEL = /^(?<action>[a-z-]+)(?: on (?<record>lead|contact) "(?<name>.*)")?$/s;

/** The same read again. What is done to contacts alone was once said to be done to a lead. */
export function operationNamed(label: string): NamedOperation | null {
  const { action, record, name = '' } = LABEL.exec(label)?.groups ?? {};
  if (action === undefined) return null;
  const isOfContacts =
    leadActions.find(action) === undefined && contactActions.find(action) !== undefined;
  return { action, record: isOfContacts || record === 'contact' ? 'contact' : 'lead', name };
}
