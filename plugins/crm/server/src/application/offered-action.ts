import type { GrantKey } from '../../../core/kernel/actor';
import type { Refusal } from '../../../core/kernel/refusals';
import { whoCouldInstead, type RoleFact, type WhoCould } from '../../../core/lead/offer';
import type { LeadFact } from '../../../core/lead/model';

/** One action as a caller may use it on one record, or why not and who could; its input as JSON Schema. */
export interface OfferedAction {
  readonly action: string;
  readonly label: string;
  readonly allowed: boolean;
  readonly refusal: {
    readonly code: string;
    readonly message: string;
    readonly whoCould: WhoCould;
  } | null;
  readonly input: unknown;
  /** What its form starts with. */
  readonly prefill: unknown;
}

interface Named {
  readonly key: string;
  readonly words: { readonly label: string };
  readonly grant: GrantKey;
}

/** The part of it that says whether, and if not why. */
export const offering = (
  { key, words, grant }: Named,
  refusal: Refusal | null,
  about: Pick<LeadFact, 'owner'>,
  roles: readonly RoleFact[],
): Omit<OfferedAction, 'input' | 'prefill'> => ({
  action: key,
  label: words.label,
  allowed: refusal === null,
  refusal:
    refusal === null
      ? null
      : {
          code: refusal.code,
          message: refusal.message,
          whoCould: whoCouldInstead(refusal, grant, about, roles),
        },
});
