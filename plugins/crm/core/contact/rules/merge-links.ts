import { groupBy } from '../../kernel/group-by';
import type { Change } from '../../kernel/plan';
import type { Ref, Value } from '../../kernel/values';
import type { MergedLink } from '../merging';

const FLAGS = ['primaryIndividual', 'primaryContact'] as const;
type Flag = (typeof FLAGS)[number];

/**
 * X70: the links of another contact become this one's. Where both are on a lead one link is enough: this
 * one's takes over what the other's says, so that the lead keeps its primaries (X14), and the other's ends.
 */
export function mergeLinks(links: readonly MergedLink[], winner: Ref, other: Ref): Change[] {
  return [...groupBy(links, ({ leadId }) => leadId).values()].flatMap((onLead) => {
    const own = onLead.filter(({ contactId }) => contactId === winner.id);
    const theirs = onLead.filter(({ contactId }) => contactId === other.id);
    const into = own.find(({ active }) => active) ?? own[0];
    if (into === undefined) {
      return theirs.map((link) => change(link, 'contact', other, winner));
    }
    return [...theirs.flatMap(ended), ...united(into, own, theirs)];
  });
}

/** It stays the other one's, as a link outlives a contact that is deleted (X9), and holds no place. */
const ended = (link: MergedLink): Change[] => [
  ...set(link, 'active', false),
  ...FLAGS.flatMap((flag) => raised(link, flag, false)),
];

function united(
  into: MergedLink,
  own: readonly MergedLink[],
  theirs: readonly MergedLink[],
): Change[] {
  const active = into.active || theirs.some((link) => link.active);
  // A flag on a link that has ended says nothing about who it is today.
  const counts = (link: MergedLink): boolean => link.active || !active;
  return [
    ...set(into, 'active', active),
    ...FLAGS.flatMap((flag) =>
      own.some((link) => link[flag])
        ? []
        : raised(
            into,
            flag,
            theirs.some((link) => link[flag] && counts(link)),
          ),
    ),
    ...(into.relationshipType === null
      ? set(
          into,
          'relationshipType',
          theirs.flatMap(({ relationshipType }) => relationshipType ?? [])[0] ?? null,
        )
      : []),
  ];
}

/** The flag, and beside it the lead whose place it is: what the unique index stands on. */
const raised = (link: MergedLink, flag: Flag, after: boolean): Change[] =>
  link[flag] === after
    ? []
    : [
        change(link, flag, link[flag], after),
        change(link, `${flag}Of`, link[flag] ? link.leadId : null, after ? link.leadId : null),
      ];

const set = (
  link: MergedLink,
  field: 'active' | 'relationshipType',
  after: MergedLink[typeof field],
): Change[] => (link[field] === after ? [] : [change(link, field, link[field], after)]);

const change = (link: MergedLink, field: string, before: Value, after: Value): Change => ({
  subject: {
    record: 'lead-contact',
    id: link.id,
    documentId: link.documentId,
    label: link.leadTitle,
  },
  field,
  before,
  after,
  rule: 'X70',
});
