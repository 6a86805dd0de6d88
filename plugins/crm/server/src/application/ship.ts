import type { Core } from '@strapi/strapi';
import { DROPDOWN_TYPES, firstValues, isClosing, labelOf } from '../../../core/dropdown/types';
import { CONTACT_GROUPS } from '../../../core/contact/groups';
import { CRM_ROLES } from '../../../core/role/roles';
import { findByText } from '../store/read';
import { inTransaction, type Tx } from '../store/transaction';
import { insertRecords } from '../store/write';
import { fillAddresses } from './addresses/fill';
import { fillContactKeys } from './contacts/keep-keys';
import { fillKeys } from './fill-keys';
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
    await shipDropdowns(tx, now);
    await shipPipelines(strapi, tx, now);
    await shipProcess(tx, now);
    await nameCompanies(tx, now);
    await fillContactKeys(tx, now);
    await fillAddresses(strapi, tx);
    await shipRoles(tx, now);
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

async function shipRoles(tx: Tx, now: Date): Promise<void> {
  const known = await findByText(
    tx,
    'role',
    'key',
    CRM_ROLES.map(({ key }) => key),
  );
  const missing = CRM_ROLES.filter(({ key }) => !known.has(key));
  await insertRecords(
    tx,
    'role',
    missing.map(({ key, name, grants }) => ({ key, name, grants })),
    now,
  );
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
