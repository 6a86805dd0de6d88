import type { Core } from '@strapi/strapi';
import { ADDRESS_HOLDERS, type AddressHolder } from '../../../../core/contact/address';
import type { Actor } from '../../../../core/kernel/actor';
import { tidyAddress } from '../../../../core/kernel/tidy-address';
import { RECORD_OF_HOLDER } from '../../facts/addresses';
import { readAttributes, textOf } from '../../store/read';
import { claimAddresses, releaseAddresses, type Wish } from '../addresses/claim';
import { refusedAsTaken } from '../addresses/refuse-taken';
import { sharingOf } from '../addresses/sharing';
import { Refused } from '../refused';
import type { Guard, Write } from './guard';

/**
 * R28, D9: whoever has an address holds it, from the write that gives it to them to the one that takes it
 * away, through whichever door: contacts, members, and the logins of both sides of Strapi.
 */
export const addressGuards = (strapi: Core.Strapi): Guard[] =>
  ADDRESS_HOLDERS.map((kind) => ({
    record: RECORD_OF_HOLDER[kind],
    only: ['email'],

    async created(write, made) {
      const ids = made.map(({ id }) => id);
      const rows = await readAttributes(write.tx, RECORD_OF_HOLDER[kind], ids, ['email']);
      const wishes = [...rows].flatMap(([id, { email }]) =>
        textOf(email) === '' ? [] : [{ id, email: textOf(email) }],
      );
      await claim(strapi, write, kind, wishes, true);
    },

    async updating(write, ids, data) {
      if (data['email'] === undefined) return;
      if (typeof data['email'] === 'string') data['email'] = tidyAddress(data['email']);
      const email = typeof data['email'] === 'string' ? data['email'] : null;
      await claim(
        strapi,
        write,
        kind,
        ids.map((id) => ({ id, email })),
        false,
      );
    },

    async deleting({ tx }, ids) {
      await releaseAddresses(tx, kind, ids);
    },
  }));

async function claim(
  strapi: Core.Strapi,
  write: Write,
  kind: AddressHolder,
  wishes: readonly Wish[],
  isNew: boolean,
): Promise<void> {
  if (wishes.length === 0) return;
  const sharing = sharingOf(strapi, write.tx);
  const [clash] = await claimAddresses(write.tx, kind, wishes, sharing, { isNew });
  if (clash !== undefined) throw refusedAsTaken(clash.holder, await whoever(write));
}

/** Somebody who registers is nobody yet. */
async function whoever({ request }: Write): Promise<Actor | null> {
  try {
    return (await request()).actor;
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}
