import { judgeDropdownValue, valueOfSameLabel } from '../../../../core/dropdown/rules';
import { keyOf } from '../../../../core/dropdown/types';
import { refuseField } from '../../../../core/kernel/refusals';
import { lockRows } from '../../store/lock';
import { readAttributes, textOf, type Stored } from '../../store/read';
import { flagFrom, idsIn, textsIn, toBinding } from '../../store/sql';
import type { Tx } from '../../store/transaction';
import { Refused } from '../refused';

/** A value as it would be after the write. */
export interface DraftRow {
  /** 0 for one that is not there yet. */
  readonly id: number;
  readonly after: Readonly<Record<string, Stored>>;
  /** Has it a label that it did not have before? Two of one label that are there already may stay. */
  readonly isRenamed: boolean;
}

/** What follows from a draft, and is written with it. */
export interface Derived {
  readonly key: string;
  readonly defaultOf: number | null;
}

/**
 * Judges a batch of values, and makes room for new defaults.
 *
 * @throws Refused with what is wrong with the first that may not be saved
 */
export async function judgeDropdownValues(tx: Tx, rows: readonly DraftRow[]): Promise<Derived[]> {
  const drafts = rows.map(draftFrom);
  const typeIds = [...new Set(drafts.map(({ typeId }) => typeId))];
  // Two editors who save at once come one after the other; the unique index holds in any case.
  await lockRows(tx, 'dropdown-type', typeIds);
  const types = await readAttributes(tx, 'dropdown-type', typeIds, ['label']);
  const masterIds = [...new Set(drafts.map(({ masterId }) => masterId))];
  const masters = await readAttributes(tx, 'master-type', masterIds, ['label', 'dropdownType']);
  const sameKeyOf = await findSameKeys(tx, drafts);
  const sameLabelOf = await findSameLabels(tx, drafts);
  for (const draft of drafts) {
    const { typeId, masterId } = draft;
    const [type, master] = [types.get(typeId), masters.get(masterId)];
    const refusal = judgeDropdownValue({
      ...draft,
      type: type === undefined ? null : { id: typeId, label: textOf(type['label']) },
      masterType:
        master === undefined
          ? null
          : { label: textOf(master['label']), typeId: Number(master['dropdownType']) },
      sameKey: sameKeyOf(draft),
      sameLabel: sameLabelOf(draft),
    });
    if (refusal !== null) throw new Refused(refusal);
  }
  await giveUpDefaults(tx, drafts);
  return drafts.map(({ key, isDefault, typeId }) => ({
    key,
    defaultOf: isDefault ? typeId : null,
  }));
}

interface Draft {
  readonly id: number;
  readonly label: string;
  readonly isRenamed: boolean;
  readonly key: string;
  readonly typeId: number;
  readonly masterId: number;
  readonly active: boolean;
  readonly isDefault: boolean;
}

function draftFrom({ id, after, isRenamed }: DraftRow): Draft {
  const label = textOf(after['label']);
  return {
    id,
    label,
    isRenamed,
    key: textOf(after['key']) || keyOf(label),
    typeId: Number(after['dropdownType'] ?? 0),
    masterId: Number(after['masterType'] ?? 0),
    active: after['active'] !== false,
    isDefault: after['isDefault'] === true,
  };
}

/** @returns a look-up: the label of another value of the same type that has this key already */
async function findSameKeys(
  tx: Tx,
  drafts: readonly Draft[],
): Promise<(draft: Draft) => string | null> {
  const values = tx.table('dropdown-value');
  const [type, key] = [values.own('dropdownType'), tx.quote('key')];
  const ofTypes = idsIn(tx.dialect, type, [...new Set(drafts.map(({ typeId }) => typeId))]);
  const withKeys = textsIn(tx.dialect, key, [...new Set(drafts.map((draft) => draft.key))]);
  const rows = await tx.rows<{ id: number; label: string; type: number; found: string }>({
    sql: `select id, label, ${type} as type, ${key} as found from ${tx.quote(values.name)} where ${ofTypes.sql} and ${withKeys.sql} order by id`,
    bindings: [...ofTypes.bindings, ...withKeys.bindings],
  });
  // In lower case, as MySQL finds "Hot" for "hot" and its unique index refuses it.
  const inType = ({ typeId, key: of }: { typeId: number; key: string }): string =>
    `${typeId} ${of.toLowerCase()}`;
  const found = new Map<string, typeof rows>();
  for (const row of rows) {
    const place = inType({ typeId: row.type, key: row.found });
    found.set(place, [...(found.get(place) ?? []), row]);
  }
  return (draft) => found.get(inType(draft))?.find(({ id }) => id !== draft.id)?.label ?? null;
}

interface Labelled {
  readonly id: number;
  readonly label: string;
  readonly active: boolean;
  readonly typeId: number;
}

/** @returns a look-up: another value of the same type that has this new label already, in this batch or stored */
async function findSameLabels(
  tx: Tx,
  drafts: readonly Draft[],
): Promise<(draft: Draft) => Labelled | null> {
  const renamed = drafts.filter(({ isRenamed }) => isRenamed);
  if (renamed.length === 0) return () => null;
  const values = tx.table('dropdown-value');
  const type = values.own('dropdownType');
  const ofTypes = idsIn(tx.dialect, type, [...new Set(renamed.map(({ typeId }) => typeId))]);
  const rows = await tx.rows<{ id: number; label: string; active: unknown; type: number }>({
    sql: `select id, label, active, ${type} as type from ${tx.quote(values.name)} where ${ofTypes.sql} order by id`,
    bindings: ofTypes.bindings,
  });
  const written = new Set(drafts.map(({ id }) => id));
  const stored = rows
    .filter(({ id }) => !written.has(id))
    .map((row) => ({ ...row, active: flagFrom(row.active), typeId: row.type }));
  return (draft) => {
    if (!draft.isRenamed) return null;
    const others = [...stored, ...drafts].filter(
      (one) => one !== draft && one.typeId === draft.typeId,
    );
    return valueOfSameLabel<Labelled>(others, draft.label) ?? null;
  };
}

/** A new default takes the place of the old one, as ticking another radio button does. */
async function giveUpDefaults(tx: Tx, drafts: readonly Draft[]): Promise<void> {
  const defaults = drafts.filter(({ isDefault }) => isDefault);
  if (defaults.length === 0) return;
  const typeIds = defaults.map(({ typeId }) => typeId);
  if (new Set(typeIds).size < typeIds.length) {
    throw new Refused(refuseField('isDefault', 'A dropdown has one default. Choose one of them.'));
  }
  const values = tx.table('dropdown-value');
  const of = values.own('defaultOf');
  const theirs = idsIn(tx.dialect, of, typeIds);
  const themselves = idsIn(
    tx.dialect,
    'id',
    defaults.map(({ id }) => id),
  );
  await tx.run({
    sql: `update ${tx.quote(values.name)} set ${values.own('isDefault')} = ?, ${of} = null where ${theirs.sql} and not (${themselves.sql})`,
    bindings: [toBinding(tx.dialect, 'boolean', false), ...theirs.bindings, ...themselves.bindings],
  });
}
