/** What every record of the plugin has in common, so that a schema says only what is its own. */
export type Attribute = Readonly<Record<string, unknown> & { type: string }>;

interface Index {
  readonly name: string;
  readonly columns: readonly string[];
  readonly type?: 'unique';
}

interface RecordDefinition {
  readonly singular: string;
  readonly plural: string;
  readonly displayName: string;
  readonly attributes: Readonly<Record<string, Attribute>>;
  /** Relations that hot paths read: each gets a scalar column beside it, `<relation>Key` (ADR 2). */
  readonly keys?: readonly string[];
  readonly indexes?: readonly Index[];
}

/** Kept by the store alone; no door shows it. Unsearchable, so that `_q` cannot guess it either. */
export const hidden = <Kind extends Attribute>(attribute: Kind) => ({
  ...attribute,
  private: true,
  visible: false,
  searchable: false,
  configurable: false,
});

export const uidOf = (singular: string) => `plugin::crm.${singular}` as const;

/** The name of one of our records; another's uid as it is, which `Tx.table` takes, too. */
export const recordOf = (uid: string): string => uid.replace(/^plugin::crm\./, '');

/** One-directional, from the guarded record outwards: nothing can be changed from the far side. */
export const toOne = (target: string, extra: object = {}) => ({
  type: 'relation',
  relation: 'manyToOne',
  target: target.includes('::') ? target : uidOf(target),
  ...extra,
});

/** Written by Strapi itself with every record; nobody's edit. */
export const STAMPS: ReadonlySet<string> = new Set([
  'id',
  'documentId',
  'createdAt',
  'updatedAt',
  'publishedAt',
  'createdBy',
  'updatedBy',
  'locale',
  'localizations',
]);

export const string = (extra: object = {}) => ({ type: 'string', ...extra });
export const text = (extra: object = {}) => ({ type: 'text', ...extra });
export const integer = (extra: object = {}) => ({ type: 'integer', ...extra });
export const boolean = (byDefault: boolean, extra: object = {}) => ({
  type: 'boolean',
  default: byDefault,
  ...extra,
});
/** An amount of money; what the column can hold (core/kernel/fields). */
export const amount = () => ({ type: 'decimal', min: 0, max: 99_999_999.99 });
export const datetime = (extra: object = {}) => ({ type: 'datetime', ...extra });
export const json = (extra: object = {}) => ({ type: 'json', ...extra });
export const oneOf = (values: readonly string[], extra: object = {}) => ({
  type: 'enumeration',
  enum: [...values],
  ...extra,
});

export function defineRecord({
  singular,
  plural,
  displayName,
  attributes,
  keys = [],
  indexes = [],
}: RecordDefinition) {
  const table = `crm_${plural.replaceAll('-', '_')}`;
  const keyColumns = Object.fromEntries(keys.map((name) => [`${name}Key`, hidden(integer())]));
  return {
    [singular]: {
      schema: {
        kind: 'collectionType',
        collectionName: table,
        info: { singularName: singular, pluralName: plural, displayName },
        options: { draftAndPublish: false },
        pluginOptions: {
          'content-type-builder': { visible: false },
          // The panel's hooks are told the options of a layout, and not whose it is.
          crm: { record: singular },
        },
        attributes: { ...attributes, ...keyColumns },
        indexes: indexes.map((index) => ({ ...index, name: `${table}_${index.name}` })),
      },
    },
  };
}
