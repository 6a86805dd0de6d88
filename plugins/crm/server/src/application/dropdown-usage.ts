import type { Core } from '@strapi/strapi';
import { leadActions } from '../../../core';
import { fieldKind } from '../../../core/kernel/fields';
import { refuse } from '../../../core/kernel/refusals';
import type { LeadAction } from '../../../core/lead/action';
import type { DropdownValueFact } from '../../../core/lead/model';
import type { RefusedLead } from '../../../core/lead/plan';
import {
  countLeadsScoredOtherwise,
  countLeadsWithValue,
  countUsesOfValues,
  findLeadsScoredOtherwise,
} from '../facts/dropdown-usage';
import { loadDropdownValues } from '../facts/dropdowns';
import { inTransaction, type Tx } from '../store/transaction';
import type { Done } from './carry-out';
import type { Request } from './context';
import { Refused } from './refused';
import { runLeadAction } from './run-lead-action';

export interface DropdownUsage {
  /** Leads that hold the value in any of their fields. */
  readonly leads: number;
  /** Of those, the ones scored with it when it had another master type (X19). */
  readonly leadsScoredOtherwise: number;
  /** All records that hold it, leads among them. */
  readonly uses: number;
}

/** @throws Refused with `record.missing` */
export const readDropdownUsage = (
  strapi: Core.Strapi,
  documentId: string,
): Promise<DropdownUsage> =>
  inTransaction(strapi, async (tx) => {
    const { id, masterType } = await findValue(tx, documentId);
    return {
      leads: await countLeadsWithValue(tx, id),
      leadsScoredOtherwise: await countLeadsScoredOtherwise(tx, id, masterType),
      uses: (await countUsesOfValues(tx, [id])).get(id) ?? 0,
    };
  });

export interface AppliedValue {
  readonly done: number;
  readonly refused: readonly RefusedLead[];
  /** How many of each kind of record become inactive by it, and how many stay as they are. */
  readonly inactiveLeads: number;
  readonly inactiveContacts: number;
  readonly kept: number;
  /** The first few, in full. */
  readonly sample: readonly Done[];
}

// A transaction each: one of a hundred thousand leads would hold up everybody else.
const BATCH = 500;
const SAMPLE = 5;

/**
 * X19: re-mapping a value closes nothing by itself. This scores the leads that carry it again, with the
 * master type of today, each by the access rules of its caller. Asking twice does nothing twice.
 *
 * @throws Refused with `record.missing`
 */
export async function applyDropdownValue(
  request: Request,
  { documentId, preview }: { documentId: string; preview: boolean },
): Promise<AppliedValue> {
  const { value, ids } = await inTransaction(request.strapi, async (tx) => {
    const found = await findValue(tx, documentId);
    return {
      value: found,
      ids: await findLeadsScoredOtherwise(tx, found.id, found.masterType),
    };
  });
  const { action, field } = scoreWith(value);
  let applied: AppliedValue = NOTHING;
  for (let from = 0; from < ids.length; from += BATCH) {
    const { done, refused } = await runLeadAction(request, {
      action,
      ids: ids.slice(from, from + BATCH),
      input: { [field]: documentId },
      preview,
      skipRefused: true,
    });
    applied = together(applied, done, refused);
  }
  return applied;
}

async function findValue(tx: Tx, documentId: string): Promise<DropdownValueFact> {
  const value = (await loadDropdownValues(tx, [documentId])).get(documentId);
  if (value === undefined) throw new Refused(refuse('record.missing'));
  return value;
}

/** The action that scores, and the field of its input that takes values of this type. */
function scoreWith({ type }: DropdownValueFact): { action: LeadAction; field: string } {
  const action = leadActions.find('score');
  if (action === undefined) throw new Error('There is no lead action score.');
  const field = Object.entries(action.input.shape).find(([, schema]) => {
    const kind = fieldKind(schema);
    return kind?.kind === 'dropdown-value' && kind.type === type;
  });
  // Of any other type no lead was scored, so that there is no lead to give this field to.
  return { action, field: field?.[0] ?? type };
}

const NOTHING: AppliedValue = {
  done: 0,
  refused: [],
  inactiveLeads: 0,
  inactiveContacts: 0,
  kept: 0,
  sample: [],
};

function together(
  before: AppliedValue,
  done: readonly Done[],
  refused: readonly RefusedLead[],
): AppliedValue {
  const changes = done.flatMap(({ plan }) => plan.changes);
  const becomeInactive = (record: string): number =>
    changes.filter(
      ({ subject, field, after }) =>
        subject.record === record && field === 'active' && after === false,
    ).length;
  return {
    done: before.done + done.length,
    refused: [...before.refused, ...refused],
    inactiveLeads: before.inactiveLeads + becomeInactive('lead'),
    inactiveContacts: before.inactiveContacts + becomeInactive('contact'),
    kept: before.kept + done.reduce((sum, { plan }) => sum + plan.kept.length, 0),
    sample: [...before.sample, ...done].slice(0, SAMPLE),
  };
}
