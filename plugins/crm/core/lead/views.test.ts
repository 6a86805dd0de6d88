import { LEAD_VIEWS, namesStanding, viewFilter } from './views';

describe('the lists of leads', () => {
  it('S15 R27: shows open and active ones by default', () => {
    expect(viewFilter('open')).toEqual({ status: 'open', active: true });
  });

  it('R1 R27: shows lost ones whether active or not', () => {
    expect(viewFilter('lost')).toEqual({ outcome: 'lost' });
  });

  it('L18: due ones are open, unless the caller asks for closed ones', () => {
    expect(viewFilter('due')).toEqual({ status: 'open', active: true });
    expect(viewFilter('due', { title: { $contains: 'lake' } })).toEqual(viewFilter('due'));
    expect(viewFilter('due', { status: 'closed' })).toEqual({});
  });

  it('R27: every view has its filter', () => {
    for (const view of LEAD_VIEWS) expect(viewFilter(view)).toEqual(expect.any(Object));
  });

  it('R27: a filter of one’s own on status, outcome or active replaces the default', () => {
    expect(namesStanding({ active: { $eq: 'false' } })).toBe(true);
    expect(namesStanding({ $or: [{ title: 'x' }, { outcome: 'lost' }] })).toBe(true);
    expect(namesStanding({ $and: { 0: { status: 'closed' } } })).toBe(true);
    expect(namesStanding({ title: { $contains: 'status' } })).toBe(false);
  });
});
