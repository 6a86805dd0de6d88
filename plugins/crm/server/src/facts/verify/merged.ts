import type { Tx } from '../../store/transaction';
import { all, find, words, type Finding } from './finding';

/** `merged`: what still hangs on a contact that is part of another one, and parts of parts. */
export function findLiveMerged(tx: Tx): Promise<Finding> {
  const { table, column, yes } = words(tx);
  const into = column('c', 'contact', 'mergedInto');
  const merged = `from ${table('contact')} c where ${into} is not null`;
  const login = `${column('c', 'contact', 'portalUser')} is not null`;
  const live = `exists (select 1 from ${table('lead-contact')} lc where ${column('lc', 'lead-contact', 'contact')} = c.id and lc.active = ${yes})`;
  const chained = `exists (select 1 from ${table('contact')} w where w.id = ${into} and ${column('w', 'contact', 'mergedInto')} is not null)`;
  return find(
    tx,
    all([
      `select 'contact.active' as place, c.document_id ${merged} and (c.active = ${yes} or ${login})`,
      `select 'contact.leads' as place, c.document_id ${merged} and ${live}`,
      `select 'contact.mergedInto' as place, c.document_id ${merged} and ${chained}`,
    ]),
  );
}
