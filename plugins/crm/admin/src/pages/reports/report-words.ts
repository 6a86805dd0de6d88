import type { Group, ReportRow } from '../../../../core/report/reports';
import type { WordId, Words } from '../../words';

type Kind = 'count' | 'money' | 'days' | 'share';

/** A figure as people read it; an average of nothing is none. */
export function figureWords(words: Words, kind: Kind, value: number | null): string {
  if (value === null) return '–';
  switch (kind) {
    case 'count':
      return words.number(value);
    case 'money':
      return words.amount(value);
    case 'days':
      return words.say('crm.reports.days', { days: words.number(Math.round(value * 10) / 10) });
    case 'share':
      return words.say('crm.reports.percent', {
        share: words.number(Math.round(value * 1000) / 10),
      });
  }
}

/** Those that have none, as the file for a spreadsheet calls them. */
const WITHOUT: Readonly<Record<string, WordId>> = {
  Nobody: 'crm.reports.nobody',
  'No reason': 'crm.reports.noReason',
  'Not known': 'crm.reports.notKnown',
};

export const groupLabel = (words: Words, { key, label }: Group): string =>
  key === null ? words.say(WITHOUT[label] ?? 'crm.reports.none') : label;

/** What a bar is called: the group, and the reason where rows are split by it. */
export const rowLabel = (words: Words, { group, reason }: ReportRow): string =>
  reason === undefined || reason.key === group.key
    ? groupLabel(words, group)
    : words.say('crm.reports.groupAndReason', {
        group: groupLabel(words, group),
        reason: groupLabel(words, reason),
      });
