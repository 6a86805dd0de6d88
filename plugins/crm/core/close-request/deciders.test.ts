import type { Ref } from '../kernel/values';
import { ref } from '../testing/facts';
import { decidersOf, type DeciderFacts } from './deciders';

const [sam, max, mona] = [ref(1, 'Sam'), ref(2, 'Max'), ref(3, 'Mona')];
const [ada, alf] = [ref(4, 'Ada'), ref(5, 'Alf')];

const who = (requester: Ref, facts: Partial<DeciderFacts>): string[] =>
  decidersOf(requester, { managerOf: new Map(), managers: [], admins: [], ...facts }).map(
    ({ label }) => label,
  );

describe('who decides on a request (R16)', () => {
  it('L7: the manager of the requester, and nobody beside', () => {
    const managerOf = new Map([[sam.id, max]]);

    expect(who(sam, { managerOf, managers: [max, mona], admins: [ada] })).toEqual(['Max']);
  });

  it('X43: without an active manager of their own, any active manager', () => {
    expect(who(sam, { managers: [max, mona], admins: [ada] })).toEqual(['Max', 'Mona']);
  });

  it('X43: without any manager, any active administrator; without one, nobody', () => {
    expect(who(sam, { admins: [ada, alf] })).toEqual(['Ada', 'Alf']);
    expect(who(sam, {})).toEqual([]);
  });

  it('X44: never the requester, whatever they are', () => {
    expect(who(max, { managerOf: new Map([[max.id, max]]), managers: [max, mona] })).toEqual([
      'Mona',
    ]);
    expect(who(max, { managers: [max], admins: [max, ada] })).toEqual(['Ada']);
    expect(who(ada, { managers: [], admins: [ada] })).toEqual([]);
  });
});
