import type { BulkActionComponent, DocumentActionComponent } from '../content-manager';
import { uidOf } from '../records';

/** What the server refuses of these records for everybody, so that no button should promise it. */
const REFUSED: Readonly<Record<string, readonly string[]>> = {
  // A copy would carry the history of its original.
  clone: [
    'lead',
    'lead-contact',
    'contact',
    'opportunity',
    'operation',
    'change',
    'dropdown-type',
    'master-type',
  ],
  // R29: leads are closed, history is only added to, the dictionaries' frame is the code's.
  delete: ['lead', 'operation', 'change', 'dropdown-type', 'master-type'],
  update: ['operation', 'change', 'master-type'],
};

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
