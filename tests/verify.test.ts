import { INVARIANTS, type InvariantKey } from '../plugins/crm/core/integrity/invariants';
import { appForTests } from './support/app';

const app = appForTests({ people: false, env: { CRM_SEED: 'demo' } });

interface Told {
  readonly lines: readonly string[];
  readonly ok: boolean;
}

const verify = (): Promise<Told> => app.strapi.plugin('crm').service('cli').verify([]);

/** The keys of the invariants that a report does not call ok. */
const named = ({ lines }: Told): string[] =>
  lines.filter((line) => /^(broken|notice)/.test(line)).map((line) => line.split(/\s+/)[1] ?? '');

// knex, inside the transaction that each case is rolled back with.
type Knex = any;

const first = async (knex: Knex, table: string, where: object = {}): Promise<any> => {
  const row = await knex(table).where(where).orderBy('id').first();
  if (row === undefined) throw new Error(`No ${table} like ${JSON.stringify(where)}.`);
  return row;
};

const change = async (knex: Knex, table: string, where: object, set: object): Promise<any> => {
  const row = await first(knex, table, where);
  await knex(table).where({ id: row.id }).update(set);
  return row;
};

const valueOf = async (knex: Knex, type: string, key: string): Promise<any> => {
  const { id } = await first(knex, 'crm_dropdown_types', { key: type });
  return first(knex, 'crm_dropdown_values', { key, dropdown_type_key: id });
};

/** A job as raw SQL would write it, with a lead or without. */
async function aJob(knex: Knex, counts: object, item?: object): Promise<number> {
  await knex('crm_bulk_jobs').insert({
    document_id: 'forged-job',
    action: 'score',
    status: 'done',
    total: 0,
    done: 0,
    refused: 0,
    settled: true,
    ...counts,
  });
  const { id } = await knex('crm_bulk_jobs').where({ document_id: 'forged-job' }).first();
  if (item !== undefined) {
    await knex('crm_bulk_items').insert({
      job_id: id,
      leaves: false,
      waits: false,
      attempt: 0,
      ...item,
    });
  }
  return id;
}

interface Damage {
  readonly of: InvariantKey;
  readonly what: string;
  /** What else is bound to break with it. */
  readonly also?: readonly InvariantKey[];
  readonly do: (knex: Knex) => Promise<unknown>;
}

const DAMAGES: readonly Damage[] = [
  {
    of: 'keys',
    what: 'a key column without its link',
    also: ['history-replay'],
    do: (knex) => change(knex, 'crm_leads', { owner_key: null }, { owner_key: 1 }),
  },
  {
    of: 'keys',
    what: 'a link without its key column',
    do: (knex) => knex('crm_lead_contacts_contact_lnk').where({ id: 1 }).delete(),
  },
  {
    of: 'lead-place',
    what: 'a lead without a stage',
    also: ['keys', 'history-replay'],
    do: (knex) => change(knex, 'crm_leads', { state: 'new' }, { stage_key: null }),
  },
  {
    of: 'lead-place',
    what: 'a stage that moved to another pipeline',
    also: ['keys'],
    do: async (knex) => {
      const lead = await first(knex, 'crm_leads', { state: 'won' });
      const other = await first(knex, 'crm_pipelines', { key: 'inbound' });
      await change(knex, 'crm_stages', { id: lead.stage_key }, { pipeline_key: other.id });
    },
  },
  {
    of: 'lead-state',
    what: 'a state that is not the stage’s',
    also: ['history-replay'],
    do: (knex) => change(knex, 'crm_leads', { state: 'new' }, { state: 'assigned' }),
  },
  {
    of: 'standing',
    what: 'a won lead that counts as lost',
    also: ['history-replay'],
    do: (knex) => change(knex, 'crm_leads', { state: 'won' }, { outcome: 'lost' }),
  },
  {
    of: 'standing',
    what: 'a lead lost by score that is open',
    also: ['closed-at', 'history-replay'],
    do: (knex) => change(knex, 'crm_leads', { lead_score_kind: 'lost-lead' }, { status: 'open' }),
  },
  {
    of: 'score-kind',
    what: 'a score whose master type is forgotten',
    also: ['history-replay'],
    do: (knex) => change(knex, 'crm_leads', { lead_score_kind: 'hot' }, { lead_score_kind: null }),
  },
  {
    of: 'closed-at',
    what: 'an open lead with a closing time',
    also: ['history-replay'],
    do: async (knex) => {
      const { closed_at } = await first(knex, 'crm_leads', { state: 'won' });
      await change(knex, 'crm_leads', { state: 'new' }, { closed_at });
    },
  },
  {
    of: 'pending-request',
    what: 'a lead whose request was decided on without it',
    do: (knex) => change(knex, 'crm_close_requests', { status: 'pending' }, { status: 'declined' }),
  },
  {
    of: 'pending-request',
    what: 'a request that waits for a lead that does not know of it',
    also: ['keys', 'history-replay'],
    do: async (knex) => {
      const { lead_key } = await first(knex, 'crm_close_requests', { status: 'pending' });
      await knex('crm_leads').where({ id: lead_key }).update({ pending_close_request_key: null });
    },
  },
  {
    of: 'stuck-request',
    what: 'a request that nobody is left to decide on',
    do: (knex) => knex('crm_members').whereNot({ name: 'Sue Sales' }).update({ active: false }),
  },
  {
    of: 'next-event',
    what: 'a lead that has forgotten its next event',
    do: async (knex) => {
      const { lead_key } = await knex('crm_calendar_events').whereNotNull('lead_key').first();
      await knex('crm_leads').where({ id: lead_key }).update({ next_event_at: null });
    },
  },
  {
    of: 'primaries',
    what: 'two primary individuals',
    do: async (knex) => {
      const link = await first(knex, 'crm_lead_contacts', { primary_individual: true });
      const other = await first(knex, 'crm_lead_contacts', { primary_individual: false });
      const [{ lead_key }] = [link];
      await knex('crm_lead_contacts')
        .where({ id: other.id })
        .update({ lead_key, primary_individual: true });
      await knex('crm_lead_contacts_lead_lnk')
        .where({ lead_contact_id: other.id })
        .update({ lead_id: lead_key });
    },
  },
  {
    of: 'primaries',
    what: 'a flag without what its index stands on',
    do: (knex) =>
      change(knex, 'crm_lead_contacts', { primary_contact: true }, { primary_contact_of: null }),
  },
  {
    of: 'contact-inactive',
    what: 'an inactive contact without a reason',
    also: ['history-replay'],
    do: (knex) =>
      change(knex, 'crm_contacts', { active: true, portal_user_key: null }, { active: false }),
  },
  {
    of: 'contact-inactive',
    what: 'an active contact that an operation has made inactive',
    also: ['history-replay'],
    do: (knex) =>
      change(knex, 'crm_contacts', { active: false }, { active: true, inactive_reason: null }),
  },
  {
    of: 'history-numbers',
    what: 'an operation that is gone',
    also: ['history-whole', 'history-replay'],
    do: async (knex) => {
      const { id } = await first(knex, 'crm_operations', { action: 'score' });
      await knex('crm_operations').where({ id }).delete();
    },
  },
  {
    of: 'history-numbers',
    what: 'a version that nobody made',
    do: (knex) => change(knex, 'crm_leads', {}, { version: 9 }),
  },
  {
    of: 'history-times',
    what: 'an operation from before the one before it',
    do: (knex) =>
      change(knex, 'crm_operations', { action: 'score' }, { created_at: new Date('2001-01-01') }),
  },
  {
    of: 'history-whole',
    what: 'a change of no operation',
    do: (knex) => change(knex, 'crm_changes', {}, { operation_id: null }),
  },
  {
    of: 'history-replay',
    what: 'a lead that came back without an operation',
    do: (knex) => change(knex, 'crm_leads', { active: false, outcome: null }, { active: true }),
  },
  {
    of: 'history-replay',
    what: 'a field that history never spoke of',
    do: (knex) => change(knex, 'crm_leads', { close_notes: null }, { close_notes: 'Forged.' }),
  },
  {
    of: 'history-replay',
    what: 'a contact with another reason than history gives',
    do: (knex) =>
      change(
        knex,
        'crm_contacts',
        { inactive_reason: 'credit-hold' },
        { inactive_reason: 'other' },
      ),
  },
  {
    of: 'decided-request',
    what: 'an approval that nobody gave',
    do: (knex) =>
      knex('crm_close_requests').insert({ document_id: 'forged', status: 'approved', form: '{}' }),
  },
  {
    of: 'bulk-job',
    what: 'a job that counts more than it did',
    do: (knex) => aJob(knex, { done: 1 }),
  },
  {
    of: 'bulk-job',
    what: 'a lead that is called done by an operation of somebody else’s',
    do: async (knex) => {
      const { id, lead_id } = await first(knex, 'crm_operations', { action: 'score' });
      await aJob(knex, { total: 1, done: 1 }, { lead_id, status: 'done', operation_id: id });
    },
  },
  {
    of: 'bulk-job',
    what: 'a lead that is called asked for without a request',
    do: async (knex) => {
      const { id: lead_id } = await first(knex, 'crm_leads');
      await aJob(knex, { total: 1, requested: 1 }, { lead_id, status: 'requested' });
    },
  },
  {
    of: 'bulk-job',
    what: 'an operation of a job on a lead that is none of its leads',
    do: async (knex) => {
      const bulk_job_id = await aJob(knex, {});
      await change(knex, 'crm_operations', { action: 'score' }, { bulk_job_id });
    },
  },
  {
    of: 'opportunity-origin',
    what: 'an opportunity that says of itself that it comes from a lead',
    do: async (knex) => {
      const { id } = await knex('crm_opportunities').whereNotNull('qualification_key').first();
      await knex('crm_opportunities').where({ id }).update({ qualification_key: null });
    },
  },
  {
    of: 'master-type',
    what: 'a value under a master type of another dropdown',
    also: ['keys'],
    do: async (knex) => {
      const financial = await valueOf(knex, 'lost-reason', 'financial');
      const other = await valueOf(knex, 'channel', 'website');
      const master_type_key = other.master_type_key;
      await knex('crm_dropdown_values').where({ id: financial.id }).update({ master_type_key });
    },
  },
  {
    of: 'default-value',
    what: 'a retired default',
    do: async (knex) => {
      const { id, dropdown_type_key } = await valueOf(knex, 'channel', 'event');
      await knex('crm_dropdown_values')
        .where({ id })
        .update({ active: false, is_default: true, default_of: dropdown_type_key });
    },
  },
  {
    of: 'default-pipeline',
    what: 'leads without a default pipeline',
    do: (knex) =>
      change(knex, 'crm_pipelines', { key: 'sales' }, { is_default: false, default_of: null }),
  },
  {
    of: 'first-stage',
    what: 'a stage New that is not the first',
    do: async (knex) => {
      const { id } = await first(knex, 'crm_pipelines', { key: 'inbound' });
      await change(knex, 'crm_stages', { pipeline_key: id, state: 'new' }, { position: 99 });
    },
  },
  {
    of: 'stage-state',
    what: 'a stage for opportunities with a state of leads',
    do: async (knex) => {
      const { id } = await first(knex, 'crm_pipelines', { key: 'opportunities' });
      await change(knex, 'crm_stages', { pipeline_key: id, state: 'won' }, { state: 'assigned' });
    },
  },
  {
    of: 'value-type',
    what: 'a channel in the field of the lost reason',
    also: ['history-replay'],
    do: async (knex) => {
      const { id } = await valueOf(knex, 'channel', 'website');
      const lead = await change(knex, 'crm_leads', { state: 'lost' }, { lost_reason_key: id });
      await knex('crm_leads_lost_reason_lnk')
        .where({ lead_id: lead.id })
        .update({ dropdown_value_id: id });
    },
  },
  {
    of: 'member-logins',
    what: 'two members with one login',
    also: ['keys'],
    do: async (knex) => {
      const [one, two] = await knex('crm_members_api_user_lnk').orderBy('id').limit(2);
      await knex('crm_members_api_user_lnk').where({ id: two.id }).update({ user_id: one.user_id });
    },
  },
  {
    of: 'addresses',
    what: 'two contacts with one address',
    do: async (knex) => {
      const { email } = await first(knex, 'crm_contacts', { active: true });
      const [, other] = await knex('crm_contacts').where({ active: true }).orderBy('id').limit(2);
      await knex('crm_contacts').where({ id: other.id }).update({ email });
    },
  },
  {
    of: 'addresses',
    what: 'an address that is held for nobody',
    do: async (knex) => {
      const { id } = await first(knex, 'crm_email_holders', { kind: 'contact' });
      await knex('crm_email_holders').where({ id }).update({ holder: 999_999 });
    },
  },
  {
    of: 'erased',
    what: 'somebody who has been erased and is still known',
    also: ['history-replay'],
    do: (knex) => change(knex, 'crm_contacts', { last_name: 'Portal' }, { erased_at: new Date() }),
  },
  {
    of: 'merged',
    what: 'a contact that is part of another one and active',
    also: ['history-replay'],
    do: async (knex) => {
      const [one, two] = await knex('crm_contacts').where({ active: true }).orderBy('id').limit(2);
      await knex('crm_contacts').where({ id: one.id }).update({ merged_into_id: two.id });
    },
  },
  {
    of: 'merged',
    what: 'parts of a contact that is itself part of another one',
    also: ['history-replay'],
    do: async (knex) => {
      const plain = knex('crm_contacts').whereNull('portal_user_key');
      const [one, two, three] = await plain.orderBy('id').limit(3);
      const off = { active: false, inactive_reason: 'duplicate' };
      await knex('crm_lead_contacts').update({ active: false });
      await knex('crm_contacts')
        .where({ id: one.id })
        .update({ ...off, merged_into_id: two.id });
      await knex('crm_contacts')
        .where({ id: two.id })
        .update({ ...off, merged_into_id: three.id });
    },
  },
  {
    of: 'portal-logins',
    what: 'an inactive contact whose login is open',
    also: ['contact-inactive', 'history-replay'],
    do: (knex) => change(knex, 'crm_contacts', { last_name: 'Portal' }, { active: false }),
  },
  {
    of: 'portal-logins',
    what: 'the login of a contact that has a role of the team',
    do: async (knex) => {
      const { portal_user_key } = await first(knex, 'crm_contacts', { last_name: 'Portal' });
      const { id } = await first(knex, 'up_roles', { type: 'crm_sales' });
      await knex('up_users_role_lnk').where({ user_id: portal_user_key }).update({ role_id: id });
    },
  },
  {
    of: 'score-remapped',
    what: 'a value that has another master type since',
    do: async (knex) => {
      const hot = await valueOf(knex, 'lead-score', 'hot');
      const warm = await valueOf(knex, 'lead-score', 'warm');
      const { master_type_key } = warm;
      await knex('crm_dropdown_values').where({ id: hot.id }).update({ master_type_key });
      await knex('crm_dropdown_values_master_type_lnk')
        .where({ dropdown_value_id: hot.id })
        .update({ master_type_id: master_type_key });
    },
  },
];

/** Carries a damage out, asks, and takes it back: the transaction around both never commits. */
async function verdictOn(damage: Damage): Promise<Told> {
  const enough = new Error('enough');
  let told: Told | undefined;
  await app.strapi.db
    .transaction(async ({ trx }) => {
      await damage.do(trx);
      told = await verify();
      throw enough;
    })
    .catch((error: unknown) => {
      if (error !== enough) throw error;
    });
  if (told === undefined) throw new Error('Nothing was told.');
  return told;
}

describe('verify', () => {
  it('finds nothing wrong with the demo', async () => {
    const told = await verify();

    expect(named(told)).toEqual([]);
    expect(told.ok).toBe(true);
    expect(told.lines.at(-1)).toBe('Everything holds.');
  });

  it.each(DAMAGES)('$of: names $what', async (damage) => {
    const told = await verdictOn(damage);

    expect(new Set(named(told))).toEqual(new Set([damage.of, ...(damage.also ?? [])]));
    const notice = INVARIANTS.find(({ key }) => key === damage.of)?.severity === 'notice';
    expect(told.ok).toBe(notice);
  });

  it('knows a damage for every invariant', () => {
    const broken = new Set(DAMAGES.map(({ of }) => of));

    expect(INVARIANTS.filter(({ key }) => !broken.has(key))).toEqual([]);
  });

  it('names up to five records, counts all, and changes nothing', async () => {
    const told = await verdictOn({
      of: 'history-numbers',
      what: 'all versions',
      do: (knex) => knex('crm_leads').update({ version: 99 }),
    });

    const leads = await app.strapi.db.query('plugin::crm.lead').count();
    const at = told.lines.findIndex((line) => line.startsWith('broken'));
    expect(told.lines[at]).toContain(` ${leads}: `);
    expect(told.lines.slice(at + 1, at + 6).every((line) => /^ +lead \w{24}$/.test(line))).toBe(
      true,
    );
    expect(told.lines[at + 6]?.trim()).toBe(`… and ${leads - 5} more`);
    expect(named(await verify())).toEqual([]);
  });
});
