import { moved, newPlaces } from './moved';

describe('a list in another order', () => {
  it('has its item where it was dropped, and the others in their order', () => {
    expect(moved(['a', 'b', 'c', 'd'], 0, 2)).toEqual(['b', 'c', 'a', 'd']);
    expect(moved(['a', 'b', 'c', 'd'], 3, 1)).toEqual(['a', 'd', 'b', 'c']);
  });

  it('writes only what has a new place', () => {
    const items = [
      { documentId: 'a', position: 0 },
      { documentId: 'c', position: 2 },
      { documentId: 'b', position: 1 },
      { documentId: 'd', position: 3 },
    ];

    expect(newPlaces(items)).toEqual([
      { documentId: 'c', position: 1 },
      { documentId: 'b', position: 2 },
    ]);
  });
});
