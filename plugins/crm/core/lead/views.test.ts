import { LEAD_VIEWS, namesStanding, viewFilter } from './views';

const now = new Date('2026-03-10T00:00:00.000Z');

describe('the lists of leads', () => {
  it('S15 R27: shows open and active ones by default', () => {
    expect(viewFilter('open', now)).toEqual({ status: 'open', active: true });
  });

  it('R1 R27: shows lost ones whether active or not', () => {
    expect(viewFilter('lost', now)).toEqual({ outcome: 'lost' });
  });

  it('R27: due means three days either way', () => {
    expect(viewFilter('due', now)).toEqual({
      nextEventAt: { $gte: '2026-03-07T00:00:00.000Z', $lte: '2026-03-13T00:00:00.000Z' },
    });
  });

  it('R27: every view has its filter', () => {
    for (const view of LEAD_VIEWS) expect(viewFilter(view, now)).toEqual(expect.any(Object));
  });

  it('R27: a filter of one’s own on status, outcome or active replaces the default', () => {
    expect(namesStanding({ active: { $eq: 'false' } })).toBe(true);
    expect(namesStanding({ $or: [{ title: 'x' }, { outcome: 'lost' }] })).toBe(true);
    expect(namesStanding({ $and: { 0: { status: 'closed' } } })).toBe(true);
    expect(namesStanding({ title: { $contains: 'status' } })).toBe(false);
  });
});
