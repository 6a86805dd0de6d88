import type { Change, Kept, Plan } from '../../kernel/plan';
import { refuseField, isRefusal, type Refusal } from '../../kernel/refusals';
import { isRef } from '../../kernel/values';
import type { LeadContext, LeadDecision } from '../action';
import type { GroupFact, LeadFacts, PersonFact } from '../facts';

/** How closing as won or lost is called among the groups: which of them it fills by itself. */
export type FilledOn = 'defaultOnLost' | 'defaultOnWon';

interface Gathered {
  readonly changes: readonly Change[];
  readonly kept: NonNullable<LeadDecision['kept']>;
}

/** L15: the groups that are ticked at first, and that are meant where nobody says which. */
export const defaultGroups = (groups: LeadFacts['groups'], filledOn: FilledOn): GroupFact[] =>
  [...groups.values()].filter((group) => group[filledOn]);

/** L15, X56: puts the people of a lead into contact groups; who is in one already stays, and is said so. */
export function gather(
  { lead, facts }: LeadContext<'people' | 'groups'>,
  filledOn: FilledOn,
  asked: readonly string[] | undefined,
): Gathered | Refusal {
  const groups =
    asked === undefined ? defaultGroups(facts.groups, filledOn) : named(facts.groups, asked);
  if (isRefusal(groups)) return groups;
  const people = whoGoesIn(facts.people.get(lead.id) ?? []);
  const into = groups.map((group) => intoGroup(group, people));
  return {
    changes: into.flatMap(({ changes }) => changes),
    kept: into.flatMap(({ kept }) => kept),
  };
}

function named(groups: LeadFacts['groups'], asked: readonly string[]): GroupFact[] | Refusal {
  const missing = asked.findIndex((documentId) => !groups.has(documentId));
  if (missing >= 0) {
    return refuseField(['contactGroups', String(missing)], 'There is no such contact group.');
  }
  return [...new Set(asked)].flatMap((documentId) => groups.get(documentId) ?? []);
}

/** The customer; where a lead has no primary individual, everybody who is on it. */
function whoGoesIn(people: readonly PersonFact[]): readonly PersonFact[] {
  const individuals = people.filter(({ primaryIndividual }) => primaryIndividual);
  return individuals.length > 0 ? individuals : people;
}

function intoGroup(group: GroupFact, people: readonly PersonFact[]): Gathered {
  const { id, documentId, label } = group;
  if (people.length === 0) {
    return { changes: [], kept: [{ rule: 'L15', because: `Nobody is there for "${label}".` }] };
  }
  const fresh = people.filter((person) => !group.contactIds.has(person.id));
  return {
    changes: fresh.map((person) => ({
      subject: { record: 'contact-group', id, documentId, label },
      field: 'contacts',
      before: null,
      after: { id: person.id, documentId: person.documentId, label: person.label },
      rule: 'L15',
      deed: 'joined',
    })),
    kept: people.flatMap((person) =>
      group.contactIds.has(person.id)
        ? [{ rule: 'X56', because: `${person.label} is in "${label}" already.` }]
        : person.doNotContact
          ? [{ rule: 'R30', because: notToBeContacted(person, label) }]
          : [],
    ),
  };
}

// Who must not be contacted is left out when something is sent, not before.
const notToBeContacted = (person: PersonFact, group: string): string =>
  `${person.label} goes into "${group}", must not be contacted, and is sent nothing.`;

/**
 * X2, X56: two leads of one batch share a person: they come into a group once, with the first. Undoing the
 * second takes nobody out.
 */
export function joinedOnce(plans: readonly Plan[]): Plan[] {
  const seen = new Set<string>();
  return plans.map((plan) => {
    const repeated = plan.changes.filter((change) => isRepeated(change, seen));
    if (repeated.length === 0) return plan;
    return {
      ...plan,
      changes: plan.changes.filter((change) => !repeated.includes(change)),
      kept: [...plan.kept, ...repeated.map((change) => comesAlong(plan, change))],
    };
  });
}

function isRepeated({ deed, subject, field, after }: Change, seen: Set<string>): boolean {
  if (deed !== 'joined' || !isRef(after)) return false;
  const key = [subject.record, subject.id, field, after.id].join(':');
  const repeated = seen.has(key);
  seen.add(key);
  return repeated;
}

const comesAlong = ({ subject }: Plan, { after, subject: group }: Change): Kept => ({
  subject,
  rule: 'X56',
  because: `${isRef(after) ? after.label : ''} comes into "${group.label}" with another lead.`,
});
