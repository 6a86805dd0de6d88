import { mayDo, type Actor } from '../kernel/actor';
import { refuse, type Refusal } from '../kernel/refusals';
import type { ContactAction } from './action';
import { activate } from './actions/activate';
import { refuseRelease, releaseEmail } from './actions/release-email';
import { refuseMerged, type ContactFact } from './model';

/** May this be offered on the contact, to this actor? What `decide` may still find wrong, it says then. */
export function offerContactAction(
  action: ContactAction,
  { contact, actor }: { readonly contact: ContactFact; readonly actor: Actor },
): Refusal | null {
  const refusal = mayDo(actor, action.grant, null) ?? refuseMerged(contact);
  if (refusal !== null) return refusal;
  if (contact.erasedAt !== null) return refuse('contact.erased');
  if (action.key === releaseEmail.key) return refuseRelease(contact);
  return action.key === activate.key && contact.active
    ? refuse('contact.active', { because: 'The contact is active.' })
    : null;
}
