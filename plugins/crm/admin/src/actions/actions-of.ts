import { contactActions, leadActions } from '../../../core';
import type { InputSchema } from '../../../core/kernel/fields';
import type { Words as ActionWords } from '../../../core/kernel/action';
import type { RecordName } from '../api/replies';
import type { Words } from '../words';

/** What the panel needs to know of an action, of whichever record. */
export interface PanelAction {
  readonly key: string;
  readonly words: ActionWords;
  readonly input: InputSchema;
  parse(raw: unknown): unknown;
}

const CATALOGUES: Readonly<Record<RecordName, readonly PanelAction[]>> = {
  lead: leadActions.all,
  contact: contactActions.all,
};

export const actionsOf = (record: RecordName): readonly PanelAction[] => CATALOGUES[record];

/** The name on a button. */
export const actionLabel = (words: Words, record: RecordName, { key, words: own }: PanelAction) =>
  words.sayOr(`crm.action.${record}.${key}`, own.label);

/** What nobody should do by mistake. */
export const isDangerous = (key: string): boolean => DANGEROUS.includes(key);

const DANGEROUS: readonly string[] = ['deactivate', 'erase'];

/** What a record says after the deed, in a notification. */
export const actionDone = (words: Words, record: RecordName, action: PanelAction): string =>
  words.sayOr(`crm.done.${record}.${action.key}`, actionLabel(words, record, action));

/** `close-lost` on a lead: `lead.close-lost` on Strapi's permission screen. */
export const doorOf = (record: RecordName, key: string): string => `${record}.${key}`;
