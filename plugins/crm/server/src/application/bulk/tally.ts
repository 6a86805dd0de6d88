import { effectsOf, unchangedAmong } from '../../../../core/bulk/effects';
import { requestLeftBy } from '../../../../core/close-request/request';
import type { Plan } from '../../../../core/kernel/plan';
import type { RefusedLead } from '../../../../core/lead/plan';
import { protectingLeads } from '../../facts/people';
import type { Tx } from '../../store/transaction';
import type { Done } from '../carry-out';
import type { Allocation } from './allocation';

const SAMPLE = 10;

export interface RefusalCount {
  readonly code: string;
  readonly message: string;
  count: number;
}

export interface BulkPreview {
  readonly action: string;
  readonly total: number;
  readonly done: number;
  /** What would only be asked for (R15). */
  readonly requested: number;
  readonly unchanged: number;
  /** Requests to close that would become void (R16). */
  readonly voided: number;
  readonly refusals: readonly RefusalCount[];
  /** People whom the job would make inactive, and bring back. */
  readonly contacts: { readonly inactive: number; readonly active: number };
  readonly sample: readonly Done[];
  /** Who would get how many, where leads are allocated. */
  readonly allocation: readonly { member: { documentId: string; label: string }; leads: number }[];
}

/** Adds batches up. People are counted once, on however many of the leads they are (X2). */
export class Tally {
  private done = 0;
  private requested = 0;
  private unchanged = 0;
  private readonly refusals = new Map<string, RefusalCount>();
  private readonly inactive = new Set<number>();
  private readonly active = new Set<number>();
  private readonly voided = new Set<number>();
  /** Kept by a lead that may be closed by a later batch. */
  private readonly kept = new Set<number>();
  private readonly leaving: number[] = [];
  private readonly given = new Map<number, number>();
  private readonly sample: Done[] = [];

  constructor(
    private readonly action: string,
    private readonly total: number,
  ) {}

  add(done: readonly Done[], refused: readonly RefusedLead[]): void {
    for (const one of done) {
      if (requestLeftBy(one.plan) === undefined) this.done += 1;
      else this.requested += 1;
      if (this.sample.length < SAMPLE) this.sample.push(one);
      this.count(one.plan);
    }
    const plans = done.map(({ plan }) => plan);
    this.unchanged += unchangedAmong(plans);
    const { inactive, active, voided } = effectsOf(plans);
    for (const id of inactive) this.inactive.add(id);
    for (const id of active) this.active.add(id);
    for (const id of voided) this.voided.add(id);
    for (const { refusal } of refused) {
      const known = this.refusals.get(refusal.code);
      if (known !== undefined) known.count += 1;
      else {
        const { code, message } = refusal;
        this.refusals.set(code, { code, message, count: 1 });
      }
    }
  }

  leave(ids: readonly number[]): void {
    this.leaving.push(...ids);
  }

  private count({ changes, kept }: Plan): void {
    for (const { field, after } of changes) {
      if (field === 'owner' && typeof after === 'object' && after !== null) {
        this.given.set(after.id, (this.given.get(after.id) ?? 0) + 1);
      }
    }
    for (const { subject, rule } of kept) {
      if (rule === 'R7' || rule === 'R8') this.kept.add(subject.id);
    }
  }

  /** X2: whoever was kept only for leads that the same job closes would go with the last of them. */
  async settle(tx: Tx): Promise<void> {
    if (this.kept.size === 0) return;
    const ids = [...this.kept];
    const protectedBy = await protectingLeads(tx, ids, this.leaving);
    const stay = new Set(protectedBy.map(({ contactId }) => contactId));
    for (const id of ids) if (!stay.has(id)) this.inactive.add(id);
  }

  result(allocation: Allocation | undefined): BulkPreview {
    return {
      action: this.action,
      total: this.total,
      done: this.done,
      requested: this.requested,
      unchanged: this.unchanged,
      voided: this.voided.size,
      refusals: [...this.refusals.values()].sort((one, other) => other.count - one.count),
      contacts: { inactive: this.inactive.size, active: this.active.size },
      sample: this.sample,
      allocation: (allocation?.members ?? []).map(({ id, documentId, label }) => ({
        member: { documentId, label },
        leads: this.given.get(id) ?? 0,
      })),
    };
  }
}
