import { finder, identityOf, scrubber } from './scrub';

const ana = identityOf(1, [
  {
    firstName: 'Ana',
    lastName: 'Person',
    phone: '+43 1 234567',
    externalId: '12',
    emails: ['ana@x.example', null],
  },
  { label: 'Ana Former' },
]);
const bob = identityOf(2, [{ firstName: 'Bob', lastName: 'Person', emails: ['bob@x.example'] }]);
const ANA = new Set([1]);
const NOBODY = new Set<number>();

describe('taking a person out of a text', () => {
  const { text } = scrubber([ana, bob]);

  it('R29: takes names, numbers and addresses, in capitals or not', () => {
    expect(text('Call ANA  Person (+43 1 234567, Ana@X.example).', ANA)).toBe(
      'Call [erased] ([erased], [erased]).',
    );
    expect(text('Person, Ana; formerly Ana Former', ANA)).toBe('[erased]; formerly [erased]');
  });

  it('R29: takes whole words: other words and other addresses stay', () => {
    const others = 'Banana, Personal, 12 chairs, joana@x.example, ana@x.example.org';

    expect(text(others, NOBODY)).toBe(others);
    expect(text('Banana, Personal, 12 chairs', ANA)).toBe('Banana, Personal, 12 chairs');
    expect(text('Write to ana@x.example.', ANA)).toBe('Write to [erased].');
  });

  it('R29: leaves the names of others, and takes addresses wherever they are', () => {
    expect(text('Bob Person and Ana', ANA)).toBe('Bob [erased] and [erased]');
    expect(text('Ana Person, ana@x.example', NOBODY)).toBe('Ana Person, [erased]');
  });

  it('R29: of what others have a part in, takes only what is nobody else’s', () => {
    expect(text('Ana, Ana Person and the Persons', ANA, 'part')).toBe(
      'Ana, [erased] and the Persons',
    );
  });

  it('is the same done twice', () => {
    const once = text('Ana Person', ANA);

    expect(text(once, ANA)).toBe(once);
  });
});

describe('taking a person out of data', () => {
  const own = new Map([
    ['contact1', ANA],
    ['lead1', ANA],
  ]);
  const { data } = scrubber([ana], own);

  it('R29: keeps to the records that are about them', () => {
    const kept = [
      { record: 'contact', documentId: 'contact1', label: 'Ana Person', rule: 'R7' },
      { record: 'contact', documentId: 'contact2', label: 'Ana Person', rule: 'R7' },
    ];

    expect(data(kept, ANA)).toEqual([{ ...kept[0], label: '[erased]' }, kept[1]]);
  });

  it('R29: reaches texts within, whoever the row as a whole is about', () => {
    const details = { by: 'Ana Staff', leads: [{ documentId: 'lead1', title: 'Flat for Ana' }] };

    expect(data(details, NOBODY)).toEqual({
      by: 'Ana Staff',
      leads: [{ documentId: 'lead1', title: 'Flat for [erased]' }],
    });
  });

  it('R29: takes no word of the CRM for a name', () => {
    const won = scrubber([identityOf(3, [{ firstName: 'Kim', lastName: 'Won' }])]);
    const fields = { outcome: { before: null, after: 'won' }, title: { after: 'Won, Kim' } };

    expect(won.data(fields, new Set([3]))).toEqual({
      outcome: { before: null, after: 'won' },
      title: { after: '[erased]' },
    });
  });
});

describe('finding a person', () => {
  it('R29: goes by what is nobody else’s', () => {
    const isThere = finder(ana);

    expect(isThere('a note about ana person')).toBe(true);
    expect(isThere('{"to":"ANA@x.example"}')).toBe(true);
    expect(isThere('Ana Other')).toBe(false);
  });
});
