import { z } from 'zod';
import { contactActions, EXTRA_DOORS, leadActions } from '../../plugins/crm/core';
import { DROPDOWN_TYPES, firstValues, isClosing } from '../../plugins/crm/core/dropdown/types';
import { GRANT_KEYS, type Grants } from '../../plugins/crm/core/kernel/actor';
import { REFUSALS } from '../../plugins/crm/core/kernel/refusals';
import { settingsSchema } from '../../plugins/crm/core/kernel/settings';
import { LEAD_VIEWS } from '../../plugins/crm/core/lead/views';
import { CRM_ROLES, RECORD_RIGHTS } from '../../plugins/crm/core/role/roles';

/** The tables of the documents, made from the catalogues; by the name that stands in the marker. */
export const TABLES: Readonly<Record<string, () => string>> = {
  actions,
  doors,
  roles,
  grants,
  refusals,
  dropdowns,
  settings,
};

type Row = readonly string[];

/** Padded, as Prettier wants tables: it checks these files, too. */
function table(head: Row, rows: readonly Row[]): string {
  const lines = [head, ...rows].map((cells) => cells.map(escaped));
  const widths = head.map((_cell, at) =>
    Math.max(3, ...lines.map((cells) => cells[at]?.length ?? 0)),
  );
  const line = (cells: Row): string =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  const [first = [], ...others] = lines;
  return [line(first), line(widths.map((width) => '-'.repeat(width))), ...others.map(line)].join(
    '\n',
  );
}

const escaped = (cell: string): string => cell.replaceAll('|', '\\|').replaceAll('\n', ' ');
const code = (text: string): string => `\`${text}\``;
const yes = (flag: boolean): string => (flag ? 'yes' : '–');

interface JsonSchema {
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
}

const jsonSchema = (schema: z.ZodType): JsonSchema =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;

function actions(): string {
  const rows = [
    ...leadActions.all.map((action) => ({ record: 'lead', action })),
    ...contactActions.all.map((action) => ({ record: 'contact', action })),
  ].map(({ record, action }) => [
    code(action.key),
    record,
    action.words.label,
    code(`POST /api/crm/${record}s/:id/${action.key}`),
    Object.entries(jsonSchema(action.input).properties ?? {})
      .map(([name, field]) => `${code(name)} (${(field.title ?? name).toLowerCase()})`)
      .join(', '),
    code(action.grant),
    yes(action.whenInactive),
    yes(action.bulk),
  ]);
  return table(
    ['action', 'on', 'button', 'route', 'input', 'grant', 'on inactive records', 'in bulk'],
    rows,
  );
}

function doors(): string {
  const views = LEAD_VIEWS.map(code).join(', ');
  return table(
    ['route', 'what it does'],
    [
      [
        code('GET /api/crm/leads?view=…'),
        `Lists leads: ${views}. Default \`open\`. With \`cursor=start\` page by page, newest first.`,
      ],
      ...EXTRA_DOORS.map(({ method, path, label }) => [code(`${method} /api/crm${path}`), label]),
    ].map(([route = '', what = '']) => [route, what.endsWith('.') ? what : `${what}.`]),
  );
}

function roles(): string {
  return table(
    ['role', 'name', 'for', 'made in', 'creates, edits or deletes', 'reads'],
    CRM_ROLES.map(({ key, name, description, sides }) => {
      const rights = Object.entries(RECORD_RIGHTS[key]);
      const writes = rights.filter(([, cruds]) => cruds.length > 1).map(([record]) => record);
      const reads = rights.filter(([, cruds]) => cruds.length === 1).map(([record]) => record);
      const where = sides.map((side) => (side === 'admin' ? 'admin panel' : 'API')).join(', ');
      return [
        code(key),
        name,
        description,
        where === '' ? '–' : where,
        writes.join(', ') || '–',
        reads.join(', ') || '–',
      ];
    }),
  );
}

function grants(): string {
  const columns = CRM_ROLES.filter(({ grants: given }) => Object.keys(given).length > 0);
  return table(
    ['deed', ...columns.map(({ key }) => code(key))],
    GRANT_KEYS.map((deed) => [
      code(deed),
      ...columns.map(({ grants: given }) => {
        const reach = (given as Grants)[deed];
        return reach ?? (deed === 'close-lost' ? 'by policy' : '–');
      }),
    ]),
  );
}

/** Details as they might be, so that the sentences read as people meet them. */
const EXAMPLE = {
  errors: [{ path: ['until'], message: 'Choose a date in the future.' }],
  label: 'Lukewarm',
  expected: 'lead-score',
  grant: 'qualify',
  owner: 'Sam Sales',
  title: 'Lake house',
  lead: 'Lake house',
  state: 'new',
  field: 'stage',
  action: 'change-stage',
  leads: 3,
  uses: 12,
  changed: ['Ana Ito: active is now true'],
};

function refusals(): string {
  const rows = Object.entries(REFUSALS).map(([name, { status, sentence }]) => [
    code(name),
    String(status),
    sentence(EXAMPLE),
  ]);
  return table(['code', 'status', 'for example'], rows);
}

function dropdowns(): string {
  return table(
    ['type', 'key', 'master types', 'first values'],
    DROPDOWN_TYPES.map((type) => [
      type.label,
      code(type.key),
      type.masterTypes
        .map((key) => ('closing' in type && isClosing(key) ? `**${code(key)}**` : code(key)))
        .join(', '),
      firstValues(type)
        .map(({ label }) => label)
        .join(', '),
    ]),
  );
}

function settings(): string {
  const groups = Object.entries(jsonSchema(settingsSchema).properties ?? {});
  const rows = groups.flatMap(([group, { properties = {} }]) =>
    Object.entries(properties).map(([name, field]) => [
      code(`${group}.${name}`),
      valuesOf(field),
      code(JSON.stringify(field.default)),
      field.description ?? '',
    ]),
  );
  return table(['setting', 'values', 'default', 'what it decides'], rows);
}

function valuesOf({ enum: values, type, minimum, maximum }: JsonSchema): string {
  if (values !== undefined) return values.map((value) => code(JSON.stringify(value))).join(', ');
  if (type === 'boolean') return valuesOf({ enum: [true, false] });
  return type === 'integer' ? `${minimum} to ${maximum}` : (type ?? '');
}
