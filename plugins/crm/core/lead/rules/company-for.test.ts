import { nameKeyOf, websiteKeyOf } from '../../company/name-key';
import { isRefusal } from '../../kernel/refusals';
import { created, keyed, pathsOf, ref } from '../../testing/facts';
import { companyFor } from './company-for';

const acme = ref(50, 'Acme GmbH');
const own = ref(51, 'Own');
const companies = {
  byId: keyed(acme),
  byName: new Map([[nameKeyOf('Acme GmbH'), acme]]),
  byWebsite: new Map([[websiteKeyOf('acme.example'), acme]]),
};
type Asked = Parameters<typeof companyFor>[0];

const choose = (asked: Asked, ofLead: typeof own | null = own) => {
  const chosen = companyFor(asked, ofLead, companies, []);
  return isRefusal(chosen) ? null : chosen.company;
};
const refusalOf = (asked: Asked, path: string[] = []) => {
  const chosen = companyFor(asked, own, companies, path);
  return isRefusal(chosen) ? chosen : undefined;
};

describe('the company of a qualification', () => {
  it('E11: is the one that is chosen, else the lead’s own, else none', () => {
    expect(choose({ company: acme.documentId })).toBe(acme);
    expect(choose({})).toBe(own);
    expect(choose({}, null)).toBeNull();
  });

  it('E11: has to be there', () => {
    expect(pathsOf(refusalOf({ company: 'gone' }))).toEqual(['company']);
  });

  it('S20 E11: is made when it is new, with the key that keeps it single', () => {
    const chosen = companyFor(
      { newCompany: { name: 'Öko  AG', website: 'https://oeko.example', taxNumber: 'DE1' } },
      own,
      companies,
      [],
    );

    expect(isRefusal(chosen) ? [] : created(chosen.changes, 'company')).toEqual([
      { name: 'Öko  AG', website: 'https://oeko.example', taxNumber: 'DE1', nameKey: 'oko ag' },
    ]);
    expect(isRefusal(chosen) ? null : chosen.company).toMatchObject({ label: 'Öko  AG' });
  });

  it('S20: a new one is only what was said of it', () => {
    const chosen = companyFor({ newCompany: { name: 'Öko' } }, own, companies, []);

    expect(isRefusal(chosen) ? [] : created(chosen.changes, 'company')).toEqual([
      { name: 'Öko', nameKey: 'oko' },
    ]);
  });

  it.each([
    ['name', { name: 'Acme GmbH' }],
    ['name', { name: ' ACME   gmbh ' }],
    ['name', { name: 'Acme GmbH', website: 'elsewhere.example' }],
    ['website', { name: 'Other', website: 'https://www.Acme.example/' }],
  ])('S20: is not made again where its %s is known: %j', (field, newCompany) => {
    const refusal = refusalOf({ newCompany });

    expect(pathsOf(refusal)).toEqual([`newCompany.${field}`]);
    expect(refusal?.message).toContain('"Acme GmbH" exists already. Choose it');
  });

  it('S20: is either chosen or new', () => {
    expect(pathsOf(refusalOf({ company: acme.documentId, newCompany: { name: 'Öko' } }))).toEqual([
      'newCompany',
    ]);
  });

  it('S12: errors stand where the form holds it', () => {
    expect(pathsOf(refusalOf({ company: 'gone' }, ['opportunity']))).toEqual([
      'opportunity.company',
    ]);
    expect(pathsOf(refusalOf({ newCompany: { name: 'Acme GmbH' } }, ['opportunity']))).toEqual([
      'opportunity.newCompany.name',
    ]);
  });
});
