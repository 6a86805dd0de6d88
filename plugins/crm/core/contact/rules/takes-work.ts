import { refuse, type Refusal } from '../../kernel/refusals';
import { refuseMerged, type ContactFact } from '../model';

/**
 * P3, I19: may a task or an event be given to this contact? What they have already stays with them. Ask it
 * of a contact that is locked, so that nobody sets it inactive meanwhile.
 */
export const takesWork = ({
  active,
  name,
  mergedInto,
}: Pick<ContactFact, 'active' | 'name' | 'mergedInto'>): Refusal | null =>
  active
    ? null
    : (refuseMerged({ name, mergedInto }) ??
      refuse('contact.inactive', {
        field: 'contact',
        contact: name,
        because: `${name} is inactive and is given nothing to do. Activate the contact first, or choose somebody else.`,
      }));
