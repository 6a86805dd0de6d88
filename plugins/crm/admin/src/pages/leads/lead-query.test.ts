import { askedFor, everythingOf, viewOf } from './lead-query';

describe('what the list of leads asks for', () => {
  it('R27: is open and active leads first, the newest on top', () => {
    expect(askedFor({})).toEqual({
      page: 1,
      pageSize: 20,
      sort: 'createdAt:DESC',
      view: 'open',
      filters: { $and: [] },
    });
  });

  it('R27: gives way to a filter that speaks of the standing itself', () => {
    const filters = { $and: [{ outcome: { $eq: 'lost' } }] };

    expect(viewOf({ filters })).toBe('all');
    expect(askedFor({ filters })).toMatchObject({ view: 'all', filters });
  });

  it('keeps a view that was chosen beside filters of one’s own, for the list and for work on all of it', () => {
    const filters = { $and: [{ title: { $containsi: 'weber' } }] };

    expect(askedFor({ view: 'lost', filters })).toMatchObject({ view: 'lost', filters });
    expect(everythingOf({ view: 'due', filters, _q: 'lake' })).toEqual({
      view: 'due',
      filters,
      _q: 'lake',
    });
  });

  it('L19: names no filters where there are none: Strapi refuses an `$and` of nothing', () => {
    expect(everythingOf({ view: 'due' })).toEqual({ view: 'due' });
  });

  it('forgets a view that does not exist, as an old link may name one', () => {
    expect(viewOf({ view: 'mine' as never })).toBe('open');
  });
});
