import { operationNamed } from '../../../core/history/operation-label';
import type en from '../translations/en.json';

/** What this needs of `Words`, which itself needs this. */
interface Words {
  say(id: keyof typeof en, values: Readonly<Record<string, string>>): string;
  sayOr(id: string, fallback: string): string;
}

/** An operation that something points to, in the reader's words; what is none stays as it is. */
export function operationWords(words: Words, label: string): string {
  const operation = operationNamed(label);
  if (operation === null) return label;
  const { action, record, name } = operation;
  const deed = words.sayOr(
    `crm.action.${record}.${action}`,
    words.sayOr(`crm.operation.${action}`, action),
  );
  return name === '' ? deed : words.say(`crm.operation.on.${record}`, { deed, name });
}
