import { z } from 'zod';
import { stage } from '../kernel/fields';
import { refuseField, type Refusal } from '../kernel/refusals';
import type { Place } from './model';

/** What an administrator gives to empty a stage: where everything in it goes. */
export const remapInput = z.strictObject({ stage: stage('Stage') });

const place = z.object({ documentId: z.string(), label: z.string() });

/** What was moved, or in a preview would be. */
export const remapReply = z.object({
  from: place,
  to: place,
  leads: z.int().nonnegative(),
  opportunities: z.int().nonnegative(),
});

/** X60: whatever stands in a stage may go to one that means the same, of this or of another pipeline. */
export function judgeRemap(from: Place, to: Place | undefined): Refusal | null {
  if (to === undefined) return refuseField('stage', 'There is no such stage.');
  if (to.stage.id === from.stage.id) return refuseField('stage', 'Choose another stage.');
  if (to.pipeline.kind !== from.pipeline.kind) {
    return refuseField('stage', `"${to.stage.label}" is not a stage for a ${from.pipeline.kind}.`);
  }
  return to.stage.state === from.stage.state
    ? null
    : refuseField(
        'stage',
        `"${to.stage.label}" has the state ${to.stage.state}. Choose a stage with the state ${from.stage.state}.`,
      );
}
