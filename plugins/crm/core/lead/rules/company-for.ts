import { nameKeyOf, websiteKeyOf } from '../../company/name-key';
import { creation, type Change } from '../../kernel/plan';
import { refuseField, type Refusal } from '../../kernel/refusals';
import type { Ref } from '../../kernel/values';
import type { NewCompany } from '../../qualification/input';
import type { CompanyFacts } from '../facts';

interface CompanyChoice {
  readonly company: Ref | null;
  readonly changes: readonly Change[];
}

/**
 * S20+, E11: the company of a qualification: one that is chosen, one that is new, else the lead's own.
 * A new one that repeats a name or a website is refused by the name of the one to choose.
 */
export function companyFor(
  input: { readonly company?: string | undefined; readonly newCompany?: NewCompany | undefined },
  own: Ref | null,
  companies: CompanyFacts,
  path: readonly string[],
): CompanyChoice | Refusal {
  if (input.newCompany === undefined) {
    if (input.company === undefined) return { company: own, changes: [] };
    const company = companies.byId.get(input.company);
    return company === undefined
      ? refuseField([...path, 'company'], 'There is no such company.')
      : { company, changes: [] };
  }
  if (input.company !== undefined) {
    return refuseField(
      [...path, 'newCompany'],
      'Choose a company or name a new one, not both at once.',
    );
  }
  return addCompany(input.newCompany, companies, [...path, 'newCompany']);
}

function addCompany(
  { name, website, taxNumber }: NewCompany,
  companies: CompanyFacts,
  path: readonly string[],
): CompanyChoice | Refusal {
  const named = companies.byName.get(nameKeyOf(name));
  const visited =
    website === undefined ? undefined : companies.byWebsite.get(websiteKeyOf(website));
  const known = named ?? visited;
  if (known !== undefined) {
    return refuseField(
      [...path, named === undefined ? 'website' : 'name'],
      `The company "${known.label}" exists already. Choose it instead of adding it again.`,
    );
  }
  const { subject, changes } = creation('company', name, 'E11', {
    name,
    website,
    taxNumber,
    nameKey: nameKeyOf(name),
  });
  return { company: subject, changes };
}
