import { askedFor, viewOf } from './lead-query';

const NOW = new Date('2026-03-01T12:00:00Z');

describe('what the list of leads asks for', () => {
  it('R27: is open and active leads first, the newest on top', () => {
    expect(askedFor({}, NOW)).toEqual({
      page: 1,
      pageSize: 20,
      sort: 'createdAt:DESC',
      filters: { $and: [{ status: 'open', active: true }] },
    });
  });

  it('R27: gives way to a filter that speaks of the standing itself', () => {
    const filters = { $and: [{ outcome: { $eq: 'lost' } }] };

    expect(viewOf({ filters })).toBe('all');
    expect(askedFor({ filters }, NOW).filters).toEqual({ $and: [{ outcome: { $eq: 'lost' } }] });
  });

  it('keeps a view that was chosen beside filters of one’s own', () => {
    const filters = { $and: [{ title: { $containsi: 'weber' } }] };

    expect(askedFor({ view: 'lost', filters }, NOW).filters).toEqual({
      $and: [{ outcome: 'lost' }, { title: { $containsi: 'weber' } }],
    });
  });

  it('forgets a view that does not exist, as an old link may name one', () => {
    expect(viewOf({ view: 'mine' as never })).toBe('open');
  });
});
