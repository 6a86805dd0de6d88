import { refuse, type Refusal } from '../kernel/refusals';

/** The contact groups that ship (design.md, section 7). */
export const CONTACT_GROUPS = [
  { name: 'Live Leads', defaultOnLost: true, defaultOnWon: false },
  { name: 'Customers', defaultOnLost: false, defaultOnWon: true },
] as const;

interface GroupDefaults {
  readonly label: string;
  readonly defaultOnLost: boolean;
  readonly defaultOnWon: boolean;
}

/** L15, X56: a group that closing fills by itself is not deleted before somebody says what is filled instead. */
export function judgeGroupDeletion({
  label,
  defaultOnLost,
  defaultOnWon,
}: GroupDefaults): Refusal | null {
  if (!defaultOnLost && !defaultOnWon) return null;
  const flags = [defaultOnLost ? 'defaultOnLost' : [], defaultOnWon ? 'defaultOnWon' : []].flat();
  const because = `"${label}" is filled when leads are closed. Choose another default group, or none, first (${flags.join(', ')}).`;
  return refuse('field.guarded', { field: 'contact-group', because });
}
