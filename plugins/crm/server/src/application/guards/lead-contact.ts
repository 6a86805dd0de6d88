import { refuse, refuseField } from '../../../../core/kernel/refusals';
import { Refused } from '../refused';
import { readAttributes, type Stored } from '../../store/read';
import { idsIn } from '../../store/sql';
import type { Tx } from '../../store/transaction';
import { readAllWritten, readWritten, unchanged, type WrittenRow } from './compare';
import type { Guard } from './guard';
import { refuseMergedAmong } from '../contacts/refuse-merged';
import { judgeLeadEdits } from './lead-edits';
import type { WrittenData } from './written';

const PRIMARIES = ['primaryIndividual', 'primaryContact'] as const;

/** Whom a link joins is settled when it is made; another person is another link. */
const FIXED = ['lead', 'contact'] as const;

/**
 * The people on a lead. A link belongs to its lead: on an inactive lead it is read-only (X41). Lead and
 * contact are locked as a cascade locks them, so that a link and a closing come one after the other (X3).
 */
export const leadContactGuard: Guard = {
  record: 'lead-contact',

  async creating(write, rows) {
    const links = (await readAllWritten(write.tx, 'lead-contact', rows)).map(newLink);
    await judgeLeadEdits(
      write,
      links.map(({ lead }) => lead),
      links.map(({ contact }) => contact),
    );
    await refuseMergedAmong(
      write.tx,
      links.map(({ contact }) => contact),
    );
    await setPrimaries(write.tx, links);
  },

  async updating(write, ids, data) {
    const { tx } = write;
    const written = await readWritten(tx, 'lead-contact', data);
    const rows = await readAttributes(tx, 'lead-contact', ids, [
      ...new Set([...written.keys(), ...FIXED]),
    ]);
    const changed = new Set<string>();
    for (const stored of rows.values()) {
      for (const [name, value] of written) if (!unchanged(stored[name], value)) changed.add(name);
    }
    if (changed.size === 0) return;
    const fixed = FIXED.find((name) => changed.has(name));
    if (fixed !== undefined) {
      const because = 'A link keeps its lead and its contact. Delete it and add another one.';
      throw new Refused(refuse('field.guarded', { field: fixed, because }));
    }
    await judgeLeadEdits(write, keysOf(rows, 'lead'), keysOf(rows, 'contact'));
    // A link that ended when its contact became part of another one stays so.
    await refuseMergedAmong(tx, keysOf(rows, 'contact'));
    const raised = PRIMARIES.find((name) => written.get(name) === true);
    if (raised !== undefined && rows.size > 1) {
      throw new Refused(refuseField(raised, 'Set this flag on one person at a time.'));
    }
    const links = [...rows].map(([id, stored]) => ({
      id,
      lead: Number(stored['lead']),
      data,
      written,
    }));
    await setPrimaries(tx, links);
  },

  async deleting(write, ids) {
    const rows = await readAttributes(write.tx, 'lead-contact', ids, [...FIXED]);
    await judgeLeadEdits(write, keysOf(rows, 'lead'), keysOf(rows, 'contact'));
  },
};

function newLink({ data, written }: WrittenRow): Link & { readonly contact: number } {
  const [lead, contact] = FIXED.map((name) => Number(written.get(name) ?? 0));
  if (!lead) throw new Refused(refuseField('lead', 'Choose a lead.'));
  if (!contact) throw new Refused(refuseField('contact', 'Choose a contact.'));
  return { id: 0, lead, contact, data, written };
}

const keysOf = (rows: ReadonlyMap<number, Record<string, Stored>>, name: string): number[] => [
  ...new Set([...rows.values()].flatMap((row) => (row[name] === null ? [] : [Number(row[name])]))),
];

interface Link {
  readonly id: number;
  readonly lead: number;
  readonly data: WrittenData;
  readonly written: ReadonlyMap<string, Stored>;
}

/** X14: one primary individual and one primary contact on a lead; the index holds it under concurrency. */
async function setPrimaries(tx: Tx, links: readonly Link[]): Promise<void> {
  for (const name of PRIMARIES) {
    for (const { data, written, lead } of links) {
      delete data[`${name}Of`];
      if (written.has(name)) data[`${name}Of`] = written.get(name) === true ? lead : null;
    }
    const raised = links.filter(({ written }) => written.get(name) === true);
    const holder = await findHolder(tx, name, raised);
    if (holder !== undefined) {
      const what = name === 'primaryContact' ? 'primary contact' : 'primary individual';
      throw new Refused(
        refuseField(name, `${holder} is the ${what} of this lead. Take the flag off there first.`),
      );
    }
  }
}

/** Somebody else who holds the flag on the lead of one of these links. */
async function findHolder(
  tx: Tx,
  flag: (typeof PRIMARIES)[number],
  raised: readonly Link[],
): Promise<string | undefined> {
  if (raised.length === 0) return undefined;
  const links = tx.table('lead-contact');
  const leads = [...new Set(raised.map(({ lead }) => lead))];
  const onThem = idsIn(tx.dialect, `lc.${links.own(`${flag}Of`)}`, leads);
  const themselves = idsIn(
    tx.dialect,
    'lc.id',
    raised.map(({ id }) => id),
  );
  const [row] = await tx.rows<{ first_name: string | null; last_name: string | null }>({
    sql: `select c.first_name, c.last_name from ${tx.quote(links.name)} lc left join ${tx.quote(tx.table('contact').name)} c on c.id = lc.${links.own('contact')} where ${onThem.sql} and not (${themselves.sql}) order by lc.id limit 1`,
    bindings: [...onThem.bindings, ...themselves.bindings],
  });
  if (row === undefined) return undefined;
  return [row.first_name, row.last_name].filter(Boolean).join(' ') || 'Somebody else';
}
