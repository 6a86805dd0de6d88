import type { Core } from '@strapi/strapi';
import { DROPDOWN_TYPES, firstValues, isClosing, labelOf } from '../../../core/dropdown/types';
import { CONTACT_GROUPS } from '../../../core/contact/groups';
import type { Grants } from '../../../core/kernel/actor';
import { jsonText } from '../../../core/kernel/values';
import { FIRST_GRANTS, newGrants, withNewGrants } from '../../../core/role/new-grants';
import { CRM_ROLES } from '../../../core/role/roles';
import { findByText, readAttributes } from '../store/read';
import { inTransaction, type Tx } from '../store/transaction';
import { insertRecords, updateRows } from '../store/write';
import { fillAddresses } from './addresses/fill';
import { fillContactKeys } from './contacts/keep-keys';
import { fillKeys } from './fill-keys';
import { fillStays } from './fill-stays';
import { nameCompanies } from './name-companies';
import { shipPipelines, shipProcess } from './ship-pipelines';

/**
 * Puts what the plugin cannot work without into the database: dropdown types with their master types and
 * first values, the default pipelines with the built-in process, the roles, the contact groups. Only what is missing; what an editor has changed or
 * deleted stays as the editor left it.
 */
export async function shipReferenceData(strapi: Core.Strapi, now: Date): Promise<void> {
  await inTransaction(strapi, async (tx) => {
    await fillKeys(strapi, tx);
    await fillStays(strapi, tx);
    await shipDropdowns(tx, now);
    await shipPipelines(strapi, tx, now);
    await shipProcess(tx, now);
    await nameCompanies(tx, now);
    await fillContactKeys(tx, now);
    await fillAddresses(strapi, tx);
    await shipRoles(strapi, tx, now);
    await shipContactGroups(strapi, tx, now);
  });
}

async function shipDropdowns(tx: Tx, now: Date): Promise<void> {
  const known = await findByText(
    tx,
    'dropdown-type',
    'key',
    DROPDOWN_TYPES.map(({ key }) => key),
  );
  const missing = DROPDOWN_TYPES.filter(({ key }) => !known.has(key));
  if (missing.length === 0) return;
  const types = await insertRecords(
    tx,
    'dropdown-type',
    missing.map(({ key, label }) => ({ key, label })),
    now,
  );
  const masters = missing.flatMap((type, index) =>
    type.masterTypes.map((key) => ({
      key,
      label: labelOf(key),
      name: `${type.label}: ${labelOf(key)}`,
      dropdownType: types[index]?.id,
      closing: isClosing(key) && 'closing' in type,
    })),
  );
  const masterRows = await insertRecords(tx, 'master-type', masters, now);
  const masterIds = new Map(
    masters.map(({ dropdownType, key }, index) => [
      `${dropdownType}:${key}`,
      masterRows[index]?.id,
    ]),
  );
  const values = missing.flatMap((type, index) =>
    firstValues(type).map(({ key, label, masterType }, position) => ({
      key,
      label,
      dropdownType: types[index]?.id,
      masterType: masterIds.get(`${types[index]?.id}:${masterType}`),
      position,
      active: true,
      isDefault: false,
    })),
  );
  await insertRecords(tx, 'dropdown-value', values, now);
}

async function shipRoles(strapi: Core.Strapi, tx: Tx, now: Date): Promise<void> {
  const known = await findByText(
    tx,
    'role',
    'key',
    CRM_ROLES.map(({ key }) => key),
  );
  await giveNewGrants(strapi, tx, known, now);
  const missing = CRM_ROLES.filter(({ key }) => !known.has(key));
  await insertRecords(
    tx,
    'role',
    missing.map(({ key, name, grants }) => ({ key, name, grants })),
    now,
  );
}

/** What a new version lets roles do reaches those that are stored already, once in the life of a database. */
async function giveNewGrants(
  strapi: Core.Strapi,
  tx: Tx,
  roles: ReadonlyMap<string, number>,
  now: Date,
): Promise<void> {
  const store = strapi.store({ type: 'plugin', name: 'crm', key: 'known-grants' });
  const known = ((await store.get({})) as string[] | null) ?? FIRST_GRANTS;
  const fresh = newGrants(known);
  if (fresh.length === 0) return;
  const stored = await readAttributes(tx, 'role', [...roles.values()], ['grants']);
  const updates = CRM_ROLES.flatMap(({ key, grants: defaults }) => {
    const id = roles.get(key);
    if (id === undefined) return [];
    const held = (stored.get(id)?.['grants'] ?? {}) as Grants;
    return [{ id, set: { grants: jsonText(withNewGrants(held, defaults, fresh)) } }];
  });
  await updateRows(tx, 'role', updates, now, false);
  await store.set({ value: [...known, ...fresh] });
}

/** L15: the groups that closing offers at first, once in the life of a database; what is renamed stays so. */
async function shipContactGroups(strapi: Core.Strapi, tx: Tx, now: Date): Promise<void> {
  const store = strapi.store({ type: 'plugin', name: 'crm', key: 'shipped-contact-groups' });
  if ((await store.get({})) === true) return;
  const known = await findByText(
    tx,
    'contact-group',
    'name',
    CONTACT_GROUPS.map(({ name }) => name),
  );
  await insertRecords(
    tx,
    'contact-group',
    CONTACT_GROUPS.filter(({ name }) => !known.has(name)),
    now,
  );
  await store.set({ value: true });
}
