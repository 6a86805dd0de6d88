import type { ReplyChange } from '../api/replies';
import { groupPlan, newsOf, othersIn, titleOfChanged } from './group-plan';

const change = (part: Partial<ReplyChange>): ReplyChange => ({
  record: 'lead',
  documentId: 'lead-1',
  label: 'The lead',
  field: 'state',
  before: null,
  after: null,
  rule: 'S6',
  ...part,
});

const made = (field: string, after: ReplyChange['after']): ReplyChange =>
  change({
    record: 'opportunity',
    documentId: null,
    label: 'Flat',
    field,
    after,
    deed: 'created',
  });

describe('a plan as people read it', () => {
  it('tells what is made apart from what changes, though it has no documentId yet', () => {
    const plan = {
      changes: [
        change({ field: 'stage' }),
        made('name', 'Flat'),
        made('city', 'Graz'),
        change({ record: 'company', documentId: null, label: 'Flat', deed: 'created' }),
      ],
      kept: [],
    };

    const { own, created } = groupPlan(plan, 'lead-1');

    expect(own.map(({ field }) => field)).toEqual(['stage']);
    expect(created.map(({ record, changes }) => [record, changes.length])).toEqual([
      ['opportunity', 2],
      ['company', 1],
    ]);
  });

  it('tells lists, tasks and what is removed again by what is done to them', () => {
    const plan = {
      changes: [
        change({ record: 'marketing-list', documentId: 'l', field: 'leads', deed: 'joined' }),
        change({ record: 'marketing-list', documentId: 'm', field: 'leads', deed: 'left' }),
        change({ record: 'opportunity', documentId: 'o', deed: 'removed' }),
        change({ record: 'task', documentId: 't', field: 'status', after: 'done' }),
      ],
      kept: [],
    };

    const { joined, left, removed, tasks, changed } = groupPlan(plan, 'lead-1');

    expect([joined, left, removed, tasks, changed].map(({ length }) => length)).toEqual([
      1, 1, 1, 1, 0,
    ]);
  });

  it('X70: tells where links go, and of who becomes part of another contact only with that one', () => {
    const other = { documentId: 'other', label: 'Bea' };
    const group = { record: 'contact-group', documentId: 'g', field: 'contacts' } as const;
    const plan = {
      changes: [
        change({ record: 'contact', documentId: 'other', field: 'active', after: false }),
        change({ record: 'contact', documentId: 'other', field: 'mergedInto', after: 'Ana' }),
        change({ record: 'lead-contact', documentId: 'k', field: 'active', after: false }),
        change({ ...group, deed: 'left', before: other }),
        change({ ...group, deed: 'joined', after: { documentId: 'me', label: 'Ana' } }),
      ],
      kept: [],
    };

    const { links, inactive, joined, left } = groupPlan(plan, 'me');

    expect([links, inactive, joined, left].map(({ length }) => length)).toEqual([1, 1, 1, 0]);
  });

  it('says of what is made neither its name again nor whose it is', () => {
    const lead = { documentId: 'lead-1', label: 'The lead' };
    const [opportunity] = groupPlan(
      {
        changes: [made('name', 'Flat'), made('city', 'Graz'), made('originatingLead', lead)],
        kept: [],
      },
      'lead-1',
    ).created;

    const news = opportunity === undefined ? [] : newsOf(opportunity, 'lead-1');

    expect(news.map(({ field }) => field)).toEqual(['city']);
  });

  it('tells what a deed was done to from what changes too', () => {
    const done = (documentId: string) =>
      change({ record: 'calendar-event', documentId, label: 'Call', field: 'completedAt' });
    const titled = (changes: ReplyChange[]) =>
      titleOfChanged(groupPlan({ changes, kept: [] }, 'lead-1'));

    expect(titled([done('e')])).toBe('crm.plan.event');
    expect(titled([done('e'), done('f')])).toBe('crm.plan.changes');
    expect(titled([change({ field: 'stage' }), done('e')])).toBe('crm.plan.changed');
  });

  it('leaves out what the store keeps for itself', () => {
    const request = { record: 'close-request', documentId: 'request-1' } as const;
    const plan = {
      changes: [
        change({ ...request, field: 'status', before: 'pending', after: 'withdrawn' }),
        change({ ...request, field: 'openKey', before: 9 }),
      ],
      kept: [],
    };

    const { changed } = groupPlan(plan, 'lead-1');

    expect(changed.flatMap(({ changes }) => changes.map(({ field }) => field))).toEqual(['status']);
  });

  it('counts what comes along, each record once', () => {
    const plan = {
      changes: [
        change({ field: 'stage' }),
        made('name', 'Flat'),
        made('city', 'Graz'),
        change({ record: 'task', documentId: 'task-1', label: 'Call', field: 'status' }),
      ],
      kept: [],
    };

    expect(othersIn(plan, 'lead-1')).toBe(2);
    expect(othersIn({ changes: [change({ field: 'stage' })], kept: [] }, 'lead-1')).toBe(0);
  });
});
