import { z } from 'zod';
import { LEAD_VIEWS } from './views';

interface ExportColumn {
  readonly title: string;
  readonly kind: 'text' | 'number' | 'flag' | 'instant';
}

/** A record that the lead points to, by what it is called. */
interface NamedColumn {
  readonly title: string;
  readonly kind: 'record';
  readonly of: 'member' | 'company' | 'pipeline' | 'stage' | 'dropdown-value';
}

const text = (title: string): ExportColumn => ({ title, kind: 'text' });
const instant = (title: string): ExportColumn => ({ title, kind: 'instant' });
const record = (title: string, of: NamedColumn['of']): NamedColumn => ({
  title,
  kind: 'record',
  of,
});

/** What a list of leads can be saved with, by the names of the fields. */
export const EXPORT_COLUMNS = {
  title: text('Title'),
  stage: record('Stage', 'stage'),
  status: text('Status'),
  outcome: text('Outcome'),
  owner: record('Owner', 'member'),
  company: record('Company', 'company'),
  leadScore: record('Lead score', 'dropdown-value'),
  statusCode: record('Status code', 'dropdown-value'),
  lostReason: record('Lost reason', 'dropdown-value'),
  channel: record('Channel', 'dropdown-value'),
  estimatedValue: { title: 'Estimated value', kind: 'number' },
  nextEventAt: instant('Next event at'),
  active: { title: 'Active', kind: 'flag' },
  pipeline: record('Pipeline', 'pipeline'),
  state: text('State'),
  individualType: text('Individual type'),
  stageEnteredAt: instant('Stage entered at'),
  closedAt: instant('Closed at'),
  soldAt: instant('Sold at'),
  createdAt: instant('Created at'),
  externalId: text('External id'),
  documentId: text('Document id'),
} as const satisfies Record<string, ExportColumn | NamedColumn>;
export type ExportColumnName = keyof typeof EXPORT_COLUMNS;

const NAMES = Object.keys(EXPORT_COLUMNS) as [ExportColumnName, ...ExportColumnName[]];

/** Strapi orders by a lead's own fields alike; a record it points to has no place among them. */
const SORTABLE = NAMES.filter((name) => EXPORT_COLUMNS[name].kind !== 'record');
const WAYS = ['asc', 'desc'] as const;

export interface ExportOrder {
  readonly by: ExportColumnName;
  readonly way: (typeof WAYS)[number];
}

/** `title`, `title:asc` or `title:DESC`, as the generated lists take it. */
function orderFrom(asked: string): ExportOrder | undefined {
  const [name, way = 'asc', more] = asked.split(':').map((part) => part.trim());
  const by = SORTABLE.find((one) => one === name);
  const chosen = WAYS.find((one) => one === way.toLowerCase());
  return by === undefined || chosen === undefined || more !== undefined
    ? undefined
    : { by, way: chosen };
}

/** What an export is asked for beside its filters. */
export const exportQuery = z.strictObject({
  view: z
    .enum(LEAD_VIEWS, { error: `Choose one of ${LEAD_VIEWS.join(', ')}.` })
    .optional()
    .meta({
      description:
        'A ready-made list. Without it, open leads, or what a filter on status, outcome or active says.',
    }),
  sort: z
    .string({ error: 'Name one column to order by.' })
    .transform((asked, context) => {
      const order = orderFrom(asked);
      if (order !== undefined) return order;
      context.addIssue({
        code: 'custom',
        message: `Order by one of ${SORTABLE.join(', ')}, with :asc or :desc behind it.`,
      });
      return z.NEVER;
    })
    .optional()
    .meta({
      type: 'string',
      description: `In this order, with :asc or :desc behind the name: ${SORTABLE.join(', ')}. Without it, newest first.`,
    }),
  columns: z
    .string({ error: 'Name the columns, with commas between them.' })
    .transform((names) => names.split(',').map((name) => name.trim()))
    .pipe(
      z
        .array(z.enum(NAMES, { error: `Choose of ${NAMES.join(', ')}.` }))
        .min(1)
        .max(NAMES.length),
    )
    .default([...NAMES])
    .meta({
      type: 'string',
      description: `These columns, with commas between them and in this order: ${NAMES.join(', ')}. Without it, all of them.`,
    }),
});
