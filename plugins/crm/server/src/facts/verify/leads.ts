import { CLOSING_KINDS } from '../../../../core/dropdown/types';
import { LEAD_STATES } from '../../../../core/lead/model';
import { standing } from '../../../../core/lead/rules/closing';
import type { Tx } from '../../store/transaction';
import { all, find, words, type Finding } from './finding';

/** `lead-place`. */
export function findMisplacedLeads(tx: Tx): Promise<Finding> {
  const { table, column } = words(tx);
  const pipeline = column('l', 'lead', 'pipeline');
  const stage = column('l', 'lead', 'stage');
  return find(
    tx,
    all([
      `select 'lead' as place, l.document_id from ${table('lead')} l left join ${table('stage')} s on s.id = ${stage} where s.id is null or ${pipeline} is null or ${column('s', 'stage', 'pipeline')} is null or ${column('s', 'stage', 'pipeline')} <> ${pipeline}`,
    ]),
  );
}

/** `lead-state`. */
export function findLeadsBesideTheirStage(tx: Tx): Promise<Finding> {
  const { table, column } = words(tx);
  return find(
    tx,
    all([
      `select 'lead' as place, l.document_id from ${table('lead')} l join ${table('stage')} s on s.id = ${column('l', 'lead', 'stage')} where l.state is null or l.state <> s.state`,
    ]),
  );
}

/** `standing`. The rule stands in core; here it is only spelled out for the database. */
export function findWrongStanding(tx: Tx): Promise<Finding> {
  const { table } = words(tx);
  const outcome = outcomeInSql('l');
  return find(
    tx,
    all([
      `select 'lead' as place, l.document_id from ${table('lead')} l where coalesce(l.outcome, '') <> ${outcome} or coalesce(l.status, '') <> case when ${outcome} = '' then 'open' else 'closed' end`,
    ]),
  );
}

function outcomeInSql(alias: string): string {
  const byState = LEAD_STATES.flatMap((state) => {
    const { outcome } = standing(state, null, null);
    return outcome === null ? [] : [`when ${alias}.state = '${state}' then '${outcome}'`];
  });
  const byKind = CLOSING_KINDS.map(
    (kind) =>
      `when '${kind}' in (${alias}.lead_score_kind, ${alias}.status_code_kind) then '${standing('new', kind, null).outcome ?? ''}'`,
  );
  return `(case ${[...byState, ...byKind].join(' ')} else '' end)`;
}

const SCORES = [
  ['leadScore', 'leadScoreKind'],
  ['statusCode', 'statusCodeKind'],
] as const;

/** `score-kind`. */
export function findForgottenKinds(tx: Tx): Promise<Finding> {
  const { table, column } = words(tx);
  return find(
    tx,
    all(
      SCORES.map(([value, kind]) => {
        const [held, remembered] = [column('l', 'lead', value), column('l', 'lead', kind)];
        return `select 'lead.${value}' as place, l.document_id from ${table('lead')} l where (${held} is null and ${remembered} is not null) or (${held} is not null and ${remembered} is null)`;
      }),
    ),
  );
}

/** `closed-at`. */
export function findWrongClosingTimes(tx: Tx): Promise<Finding> {
  const { table } = words(tx);
  return find(
    tx,
    all([
      `select 'lead' as place, l.document_id from ${table('lead')} l where (l.status = 'closed' and l.closed_at is null) or (l.status <> 'closed' and l.closed_at is not null) or l.closed_at < l.created_at`,
    ]),
  );
}

/** `next-event`. */
export function findWrongNextEvents(tx: Tx): Promise<Finding> {
  const { table, column } = words(tx);
  const next = column('l', 'lead', 'nextEventAt');
  const lead = column('e', 'calendar-event', 'lead');
  return find(
    tx,
    all([
      `select 'lead.nextEventAt' as place, l.document_id from ${table('lead')} l left join (select ${lead} as lead_id, min(e.due_at) as due_at from ${table('calendar-event')} e where ${lead} is not null and e.completed_at is null and e.cancelled_at is null group by ${lead}) n on n.lead_id = l.id where (${next} is null and n.due_at is not null) or (${next} is not null and n.due_at is null) or ${next} <> n.due_at`,
    ]),
  );
}

/** `primaries`: the flags, and the columns that their unique indexes stand on. */
export function findWrongPrimaries(tx: Tx): Promise<Finding> {
  const { table, column, yes } = words(tx);
  const lead = column('lc', 'lead-contact', 'lead');
  return find(
    tx,
    all(
      ['primaryIndividual', 'primaryContact'].flatMap((name) => {
        const flag = column('lc', 'lead-contact', name);
        const of = column('lc', 'lead-contact', `${name}Of`);
        return [
          `select 'lead-contact.${name}' as place, lc.document_id from ${table('lead-contact')} lc where coalesce(${of}, 0) <> case when ${flag} = ${yes} then coalesce(${lead}, 0) else 0 end`,
          `select 'lead.${name}' as place, l.document_id from ${table('lead')} l join (select ${lead} as id from ${table('lead-contact')} lc where ${flag} = ${yes} group by ${lead} having count(*) > 1) twice on twice.id = l.id`,
        ];
      }),
    ),
  );
}

/** `score-remapped`. */
export function findRemappedScores(tx: Tx): Promise<Finding> {
  const { table, column } = words(tx);
  return find(
    tx,
    all(
      SCORES.map(
        ([value, kind]) =>
          `select 'lead.${value}' as place, l.document_id from ${table('lead')} l join ${table('dropdown-value')} v on v.id = ${column('l', 'lead', value)} join ${table('master-type')} m on m.id = ${column('v', 'dropdown-value', 'masterType')} where ${column('l', 'lead', kind)} <> m.${tx.quote('key')}`,
      ),
    ),
  );
}
