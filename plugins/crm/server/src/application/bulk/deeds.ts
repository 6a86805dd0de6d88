import { leadActions } from '../../../../core';
import { allocateBy } from '../../../../core/bulk/allocate';
import { refuseField } from '../../../../core/kernel/refusals';
import type { Ref } from '../../../../core/kernel/values';
import type { LeadAction } from '../../../../core/lead/action';
import type { BulkJobFact } from '../../facts/bulk-jobs';
import { Refused } from '../refused';

export const ALLOCATE = 'allocate';
export const UNDO = 'undo';

/** Whom leads go to, by lead id, as documentIds of members; only allocating asks. */
export type Targets = ReadonlyMap<number, string>;

const NOBODY: Targets = new Map();

/** The actions that can be done to many leads at once. */
export const bulkActions = (): readonly LeadAction[] => leadActions.all.filter(({ bulk }) => bulk);

/**
 * What a job does to each of its leads.
 *
 * @throws Refused with `input.invalid`, naming `action`
 */
export function deedNamed(key: string, targets: Targets = NOBODY): LeadAction {
  if (key === ALLOCATE) return allocateBy((leadId) => targets.get(leadId));
  const found = bulkActions().find((action) => action.key === key);
  if (found !== undefined) return found;
  const names = bulkActions().map((action) => action.key);
  throw new Refused(
    refuseField('action', `Choose an action that can be done to many leads: ${names.join(', ')}.`),
  );
}

/** A job as its operations point to it. */
export const jobRef = ({ id, documentId, action }: BulkJobFact): Ref => ({
  id,
  documentId,
  label: action,
});

export const isUndo = ({ undoesId }: Pick<BulkJobFact, 'undoesId'>): boolean => undoesId !== null;
