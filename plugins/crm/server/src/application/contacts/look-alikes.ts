import type { z } from 'zod';
import { maySeeHolder, whereToFind } from '../../../../core/contact/address';
import {
  lookAlikesInput,
  refuseLookAlikes,
  type LookAlike,
  type LookAlikeReply,
} from '../../../../core/contact/look-alike';
import { parseInput } from '../../../../core/kernel/action';
import type { Actor } from '../../../../core/kernel/actor';
import { isRefusal } from '../../../../core/kernel/refusals';
import { addressKey, holdingsOf } from '../../facts/addresses';
import { findLookAlikes } from '../../facts/look-alikes';
import { findIds } from '../../store/lock';
import { reading } from '../../store/transaction';
import { sharingOf } from '../addresses/sharing';
import type { Request } from '../context';
import { readWritten } from '../guards/compare';
import type { WrittenData } from '../guards/written';
import { Refused } from '../refused';
import { keysFrom } from './keep-keys';

/** Whom each of these contacts looks like, before it is saved. */
export async function readLookAlikes(
  { strapi, actor }: Request,
  raw: unknown,
): Promise<{ matches: LookAlikeReply[] }[]> {
  const input = parseInput(lookAlikesInput, raw);
  if (isRefusal(input)) throw new Refused(input);
  return reading(strapi, async (tx) => {
    const { drafts } = input;
    const companies = await findIds(tx, 'company', namedIn(drafts, 'company'));
    const contacts = await findIds(tx, 'contact', namedIn(drafts, 'contact'));
    const found = await findLookAlikes(
      tx,
      drafts.map((draft) => ({
        ...keysFrom(draft),
        id: contacts.get(draft.contact ?? '') ?? null,
        email: draft.email ?? null,
        companyId: companies.get(draft.company ?? '') ?? null,
      })),
    );
    return found.map((matches) => ({ matches: asSeenBy(actor, matches) }));
  });
}

const namedIn = (
  drafts: z.output<typeof lookAlikesInput>['drafts'],
  name: 'company' | 'contact',
): string[] => drafts.flatMap((draft) => draft[name] ?? []);

/** As with an address that is taken: who sees contacts is told whom, others by what alone (R28, X27). */
function asSeenBy(actor: Actor, matches: readonly LookAlike[]): LookAlikeReply[] {
  if (matches.length === 0) return [];
  if (!maySeeHolder(actor, { kind: 'contact' })) {
    return [{ by: [...new Set(matches.flatMap(({ by }) => by))], contact: null }];
  }
  return matches.map(({ documentId, label, active, by }) => ({
    by: [...by],
    contact: { documentId, label, active, where: whereToFind({ kind: 'contact', active }) },
  }));
}

/**
 * Refuses to make a contact that looks like one that is here. An address that is taken is left to the
 * refusal that names its holder (R28).
 *
 * @throws Refused with `contact.look-alike`
 */
export async function refuseAlike({ strapi, actor }: Request, data: WrittenData): Promise<void> {
  await reading(strapi, async (tx) => {
    const address = addressKey(data['email']);
    const taken = address !== null && (await holdingsOf(tx, [address])).length > 0;
    if (taken && !(await sharingOf(strapi, tx)())) return;
    const company = (await readWritten(tx, 'contact', { company: data['company'] })).get('company');
    const draft = {
      ...keysFrom(data),
      id: null,
      email: typeof data['email'] === 'string' ? data['email'] : null,
      companyId: typeof company === 'number' ? company : null,
    };
    const [matches = []] = await findLookAlikes(tx, [draft]);
    const seen = asSeenBy(actor, matches);
    if (seen.length > 0) throw new Refused(refuseLookAlikes(seen));
  });
}
