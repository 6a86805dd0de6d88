import { timeOfDeed } from './turn';

const at = (minute: number): string => new Date(Date.UTC(2026, 2, 1, 12, minute)).toISOString();
const acted = (minute: number) => ({ lastActedAt: at(minute) });

describe('I5: the time of a deed', () => {
  it('is what the clock says', () => {
    expect(timeOfDeed(new Date(at(5)), [acted(3), { lastActedAt: null }])).toEqual(new Date(at(5)));
  });

  it('is never before the last deed on any of its leads', () => {
    expect(timeOfDeed(new Date(at(5)), [acted(3), acted(7), acted(6)])).toEqual(new Date(at(7)));
  });
});
