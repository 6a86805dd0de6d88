import type { Refusal } from '../../../core/kernel/refusals';

/** Carries a refusal out of a transaction, which rolls back on its way. The doors turn it into an answer. */
export class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.message);
    this.name = 'Refused';
  }
}
