import type { Core } from '@strapi/strapi';
import { activate } from '../../../../core/contact/actions/activate';
import { SYSTEM } from '../../../../core/kernel/actor';
import { dueContacts } from '../../facts/due-contacts';
import { inTransaction, type Tx } from '../../store/transaction';
import { findClashes } from '../addresses/claim';
import { sharingOf } from '../addresses/sharing';
import type { Request } from '../context';
import { runContactAction } from '../run-contact-action';

/** Contacts of one transaction. */
const BATCH = 500;
const REASON = 'The date until which the contact was inactive has come.';

/**
 * R11: sets contacts active again whose until-date has come, unless something else keeps them down: a death,
 * or an address that somebody else has by now. The rows say what is due, so that a restart forgets nothing,
 * and a node that comes second finds it done.
 *
 * @returns how many came back
 */
export async function liftDue(strapi: Core.Strapi, now: Date): Promise<number> {
  const request: Request = { strapi, actor: SYSTEM, door: 'code', now };
  for (let lifted = 0; ; ) {
    const batch = await inTransaction(strapi, (tx) => liftBatch(tx, request));
    lifted += batch;
    if (batch < BATCH) return lifted;
  }
}

async function liftBatch(tx: Tx, request: Request): Promise<number> {
  const due = await dueContacts(tx, request.now, BATCH);
  const gaveUp = due.flatMap(({ id, releasedEmail }) =>
    releasedEmail === null ? [] : [{ id, email: releasedEmail }],
  );
  const clashes = await findClashes(tx, 'contact', gaveUp, sharingOf(request.strapi, tx));
  const withoutAddress = new Set(clashes.map(({ wish }) => wish.id));
  const idsOf = (without: boolean): number[] =>
    due.map(({ id }) => id).filter((id) => withoutAddress.has(id) === without);
  await run(request, idsOf(false), { reason: REASON });
  await run(request, idsOf(true), { reason: REASON, email: null });
  return due.length;
}

async function run(request: Request, ids: readonly number[], input: object): Promise<void> {
  if (ids.length > 0) await runContactAction(request, { action: activate, ids, input });
}
