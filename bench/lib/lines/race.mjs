// B10: fifty transitions at once on the same ten leads.
import { sendAll } from '../http.mjs';
import { pick } from '../seed.mjs';
import { restore } from '../state.mjs';

const LEADS = 10;
const REQUESTS = 50;

/** Some are told that somebody was faster; nobody meets a fault, and nobody's people are left wrong. */
export async function race({ database: { knex, dialect, start }, crm, ids, score, size }) {
  const leads = await knex('crm_leads').whereIn('id', pick(ids, LEADS)).orderBy('id');
  const counts = { requests: 0, done: 0, refused: 0, faults: 0, broken: 0 };
  for (let round = 0; round < size.rounds; round += 1) {
    const requests = Array.from({ length: REQUESTS }, (_none, index) => {
      const { document_id: lead } = leads[index % LEADS];
      const closes = index % 3 === 0;
      return {
        port: crm.port,
        token: crm.token,
        method: 'POST',
        path: `/api/crm/leads/${lead}/${closes ? 'score' : 'deactivate'}`,
        body: { data: closes ? { leadScore: score.documentId } : {} },
      };
    });
    const expect = [200, 409, 500, 503];
    const { statuses } = await sendAll(requests, REQUESTS, { expect });
    counts.requests += REQUESTS;
    counts.done += statuses.filter((status) => status === 200).length;
    counts.refused += statuses.filter((status) => status === 409).length;
    counts.faults += statuses.filter((status) => status >= 500).length;
    counts.broken += await brokenRules(knex, dialect, start, leads);
    await restore(knex, dialect, start);
  }
  return [
    { id: 'B10', what: `${REQUESTS} transitions at once on the same ${LEADS} leads`, counts },
  ];
}

/** Leads that are active still, versions without an operation, and people whose flag belies their leads. */
async function brokenRules(knex, { yes }, { lastOperation }, leads) {
  const these = leads.map(({ id }) => id);
  const open = await knex('crm_leads').whereIn('id', these).where({ active: true });
  const numbers = await knex('crm_leads as l')
    .whereIn('l.id', these)
    .whereRaw('l.version <> (select max(o.number) from crm_operations o where o.lead_id = l.id)');
  const people = await knex('crm_contacts as c')
    .whereIn('c.id', knex('crm_lead_contacts').whereIn('lead_key', these).select('contact_key'))
    .select(
      'c.id',
      'c.active',
      'c.inactivated_by_id',
      knex.raw(
        `exists (select 1 from crm_lead_contacts k join crm_leads l on l.id = k.lead_key where k.contact_key = c.id and k.active = ${yes} and l.active = ${yes} and (l.outcome is null or l.outcome in ('qualified', 'won'))) as needed`,
      ),
    );
  const wrong = people.filter(({ active, needed, inactivated_by_id: by }) =>
    needed ? !active && by > lastOperation : Boolean(active),
  );
  return open.length + numbers.length + wrong.length;
}
