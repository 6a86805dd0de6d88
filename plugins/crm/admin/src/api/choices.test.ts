import { choicesOf, namedRows } from './choices';

describe('what a picker of records offers', () => {
  it('are records whose name contains what is typed', () => {
    expect(choicesOf({ record: 'company', search: 'acme', filters: {} })).toMatchObject({
      sort: 'name:ASC',
      filters: { name: { $containsi: 'acme' } },
    });
  });

  it('X70: of people, each word is part of a name or an address; nothing typed asks for nothing', () => {
    const except = { documentId: { $ne: 'me' } };
    const asked = choicesOf({ record: 'contact', search: 'ana x.ex', filters: except });

    expect(asked).toMatchObject({
      filters: {
        ...except,
        $and: [
          { $or: expect.arrayContaining([{ firstName: { $containsi: 'ana' } }]) },
          { $or: expect.arrayContaining([{ email: { $containsi: 'x.ex' } }]) },
        ],
      },
    });
    expect(choicesOf({ record: 'contact', search: '', filters: except })).toMatchObject({
      filters: except,
    });
  });

  it('X70 R29: leaves out who has been merged or erased', () => {
    const ana = { documentId: 'a', firstName: 'Ana', lastName: 'One', erasedAt: null };

    expect(
      namedRows('contact', [
        { ...ana, email: 'ana@x.example', mergedInto: null },
        { ...ana, email: null },
        { ...ana, mergedInto: { documentId: 'b' } },
        { ...ana, erasedAt: '2026-01-01T00:00:00.000Z' },
      ]).map(({ name }) => name),
    ).toEqual(['Ana One (ana@x.example)', 'Ana One']);
  });
});
