import { useForm } from '@strapi/strapi/admin';
import { REFUSED_DEEDS } from '../../../core/role/refused-deeds';
import type { BulkActionComponent, DocumentActionComponent } from '../content-manager';
import { uidOf } from '../records';
import { isUnread } from '../unread';

/** What the server refuses to everybody, so that no button should promise it; by the type of the action. */
const REFUSED: Readonly<Record<string, readonly string[]>> = REFUSED_DEEDS;

interface BuiltIn<Context> {
  (context: Context): object | null;
  type?: string;
}

function hideWhereRefused<
  Context extends { readonly model: string },
  Action extends BuiltIn<Context>,
>(action: Action): Action {
  const records = action.type === undefined ? undefined : REFUSED[action.type];
  if (records === undefined) return action;
  const models = records.map(uidOf);
  const Hidden = (context: Context): object | null => {
    // Always called, as it has hooks inside.
    const description = action(context);
    return models.includes(context.model) ? null : description;
  };
  // It answers what the action answered, and takes over its `type` and `position`.
  return Object.assign(Hidden, action);
}

export const withoutRefused = (
  actions: readonly DocumentActionComponent[],
): DocumentActionComponent[] => actions.map((action) => hideWhereRefused(action));

export const withoutRefusedInBulk = (
  actions: readonly BulkActionComponent[],
): BulkActionComponent[] => actions.map((action) => hideWhereRefused(action));

/** Saving waits while something in the form cannot be read: it is said there what and why. */
function holdWhileUnread(action: DocumentActionComponent): DocumentActionComponent {
  if (action.type !== 'update') return action;
  const Held: DocumentActionComponent = (context) => {
    const description = action(context);
    const isHeld = useForm(
      'CrmUnread',
      ({ values }) => Object.values(values).some(isUnread),
      false,
    );
    return description === null || isHeld !== true
      ? description
      : { ...description, disabled: true };
  };
  return Object.assign(Held, action);
}

export const heldWhileUnread = (
  actions: readonly DocumentActionComponent[],
): DocumentActionComponent[] => actions.map(holdWhileUnread);
