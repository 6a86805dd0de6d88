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

  it('R27: shows as due what has an event within three days, of closed leads where they are asked for', () => {
    const window = {
      nextEventAt: { $gte: '2026-02-26T12:00:00.000Z', $lte: '2026-03-04T12:00:00.000Z' },
    };
    const closed = { $and: [{ status: { $eq: 'closed' } }] };

    expect(askedFor({ view: 'due' }, NOW).filters).toEqual({
      $and: [{ status: 'open', active: true }, window],
    });
    expect(askedFor({ view: 'due', filters: closed }, NOW).filters).toEqual({
      $and: [window, ...closed.$and],
    });
  });

  it('forgets a view that does not exist, as an old link may name one', () => {
    expect(viewOf({ view: 'mine' as never })).toBe('open');
  });
});
