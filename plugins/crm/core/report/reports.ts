import { z } from 'zod';

/**
 * The reports (L22): what each can be grouped by, and the figures it has for every group. From here come the
 * routes, the headings of the CSV file and the description of the API.
 */
interface ReportDefinition {
  readonly label: string;
  /** By which instant a lead falls into the period. */
  readonly dated: 'closed' | 'created';
  readonly by: readonly [string, ...string[]];
  /** A row for each group and reason, not for each group alone. */
  readonly reasons?: true;
  readonly figures: Readonly<Record<string, Figure>>;
}

interface Figure {
  readonly title: string;
  readonly kind: 'count' | 'money' | 'days' | 'share';
  /** Figures of rows that make sense as a sum; an average does not. */
  readonly adds: boolean;
}

const count = (title: string): Figure => ({ title, kind: 'count', adds: true });
const money = (title: string): Figure => ({ title, kind: 'money', adds: true });
const days = (title: string): Figure => ({ title, kind: 'days', adds: false });
const share = (title: string): Figure => ({ title, kind: 'share', adds: false });

export const REPORTS = {
  'lost-reasons': {
    label: 'Why leads were lost',
    dated: 'closed',
    by: ['reason', 'owner', 'month', 'pipeline', 'stage'],
    reasons: true,
    figures: { leads: count('Leads'), value: money('Estimated value') },
  },
  funnel: {
    label: 'What became of the leads that came in',
    dated: 'created',
    by: ['pipeline', 'owner', 'channel', 'month'],
    figures: {
      leads: count('Leads'),
      worked: count('Worked on'),
      open: count('Open'),
      qualified: count('Qualified'),
      won: count('Won'),
      lost: count('Lost'),
      unqualified: count('Unqualified'),
      dropped: count('Dropped'),
      deceased: count('Deceased'),
      conversion: share('Conversion'),
    },
  },
  'time-in-stage': {
    label: 'How long leads stayed in each stage',
    dated: 'created',
    by: ['stage'],
    figures: {
      visits: count('Visits'),
      averageDays: days('Average days'),
      shortestDays: days('Shortest'),
      longestDays: days('Longest'),
    },
  },
  owners: {
    label: 'What each owner has open, and has closed',
    dated: 'closed',
    by: ['owner'],
    figures: {
      open: count('Open now'),
      closed: count('Closed'),
      qualified: count('Qualified'),
      won: count('Won'),
      lost: count('Lost'),
      unqualified: count('Unqualified'),
      dropped: count('Dropped'),
      deceased: count('Deceased'),
      value: money('Value won'),
      conversion: share('Conversion'),
    },
  },
} as const satisfies Record<string, ReportDefinition>;

export type ReportKey = keyof typeof REPORTS;
// Object.keys forgets which keys they are.
export const REPORT_KEYS = Object.keys(REPORTS) as ReportKey[];

export const definitionOf = (report: ReportKey): ReportDefinition => REPORTS[report];

const figureSchema = ({ kind }: Figure): z.ZodType =>
  kind === 'count' ? z.int() : kind === 'money' ? z.number() : z.number().nullable();

/** Whom or what a row is about; without a key it is those that have none. */
const group = z.object({ key: z.string().nullable(), label: z.string() });
export type Group = z.output<typeof group>;

export interface ReportRow {
  readonly group: Group;
  readonly reason?: Group;
  readonly figures: Readonly<Record<string, number | null>>;
}

export const reportRow = (report: ReportKey) => {
  const { figures, reasons } = definitionOf(report);
  return z.object({
    group,
    ...(reasons === true ? { reason: group } : {}),
    figures: figuresSchema(figures),
  });
};

const figuresSchema = (figures: ReportDefinition['figures']) =>
  z.object(
    Object.fromEntries(
      Object.entries(figures).map(([name, figure]) => [name, figureSchema(figure)]),
    ),
  );

export const reportMeta = (report: ReportKey) => {
  const { by, figures } = definitionOf(report);
  return z.object({
    report: z.literal(report),
    by: z.enum(by),
    from: z.iso.date(),
    to: z.iso.date(),
    timeZone: z.string(),
    scope: z.enum(['all', 'own']).meta({
      description: 'Managers and administrators see the leads of all; others see their own.',
    }),
    totals: figuresSchema(
      Object.fromEntries(Object.entries(figures).filter(([, { adds }]) => adds)),
    ),
  });
};
