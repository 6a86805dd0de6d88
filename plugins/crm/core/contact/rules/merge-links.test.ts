import { ref } from '../../testing/facts';
import type { MergedLink } from '../merging';
import { mergeLinks } from './merge-links';

const [WINNER, OTHER] = [ref(1, 'Ana'), ref(2, 'Bea')];

let links = 0;
const link = (leadId: number, contactId: number, given: Partial<MergedLink> = {}): MergedLink => ({
  id: (links += 1),
  documentId: `link${links}`,
  leadId,
  leadTitle: `Lead ${leadId}`,
  contactId,
  active: true,
  primaryIndividual: false,
  primaryContact: false,
  relationshipType: null,
  ...given,
});

/** The links as they are afterwards. */
function after(given: readonly MergedLink[]) {
  const changes = mergeLinks(given, WINNER, OTHER);
  return given.map((one) => {
    const set = changes.filter(({ subject }) => subject.id === one.id);
    const fields = Object.fromEntries(set.map(({ field, after: value }) => [field, value]));
    const { contact = { id: one.contactId }, ...rest } = fields as Record<string, any>;
    return { ...one, ...rest, contactId: contact.id };
  });
}

describe('the links of two contacts that become one', () => {
  it('X70: move, ended ones too, with what they say', () => {
    const theirs = [
      link(1, 2, { primaryContact: true, relationshipType: ref(8, 'Child') }),
      link(2, 2, { active: false }),
    ];

    expect(after(theirs)).toEqual(theirs.map((one) => ({ ...one, contactId: 1 })));
  });

  it('X70 X14: where both are on a lead, one stays, with the flags of both', () => {
    const [own, theirs] = after([
      link(1, 1, { primaryIndividual: true }),
      link(1, 2, { primaryContact: true }),
    ]);

    expect(own).toMatchObject({
      primaryIndividual: true,
      primaryContact: true,
      primaryContactOf: 1,
    });
    expect(theirs).toMatchObject({
      contactId: 2,
      active: false,
      primaryContact: false,
      primaryContactOf: null,
    });
  });

  it('X70: the one that stays is active where one of them was', () => {
    const [own, theirs] = after([link(1, 1, { active: false }), link(1, 2)]);

    expect([own?.active, theirs?.active]).toEqual([true, false]);
  });

  it('X70: keeps its relationship, and takes one where it has none', () => {
    const [spouse, child] = [ref(7, 'Spouse'), ref(8, 'Child')];
    const [own] = after([
      link(1, 1, { relationshipType: spouse }),
      link(1, 2, { relationshipType: child }),
    ]);
    const [empty] = after([link(1, 1), link(1, 2, { relationshipType: child })]);

    expect([own?.relationshipType, empty?.relationshipType]).toEqual([spouse, child]);
  });

  it('X70: a flag on a link that has ended makes nobody a primary', () => {
    const [own, theirs] = after([
      link(1, 1),
      link(1, 2, { active: false, primaryIndividual: true }),
    ]);

    expect([own?.primaryIndividual, theirs?.primaryIndividual]).toEqual([false, false]);
  });
});
