import type { NotificationDetails, NotificationKind } from './model';

interface Words {
  /** In a list, and as the subject of the mail. */
  readonly subject: (about: string) => string;
  /** Who did what, without the full stop. */
  readonly sentence: (by: string, about: string) => string;
}

const WORDS: Readonly<Record<NotificationKind, Words>> = {
  'lead.closed-lost': {
    subject: (about) => `Closed as lost: ${about}`,
    sentence: (by, about) => `${by} closed ${about} as lost`,
  },
  'lead.assigned': {
    subject: (about) => `Yours now: ${about}`,
    sentence: (by, about) => `${by} made you the owner of ${about}`,
  },
  'close-request.submitted': {
    subject: (about) => `To decide: close ${about} as lost?`,
    sentence: (by, about) => `${by} asks to close ${about} as lost, and you may decide`,
  },
  'close-request.approved': {
    subject: (about) => `Approved: ${about} closed as lost`,
    sentence: (by, about) => `${by} approved your request to close ${about} as lost`,
  },
  'close-request.declined': {
    subject: (about) => `Declined: ${about} stays open`,
    sentence: (by, about) => `${by} declined your request to close ${about} as lost`,
  },
  'close-request.voided': {
    subject: (about) => `No longer to be decided: ${about}`,
    sentence: (by, about) =>
      `Your request to close ${about} as lost is void, as ${by} has settled it otherwise`,
  },
};

export interface Wording {
  readonly subject: string;
  readonly sentence: string;
}

/** What a notification says, in the panel's list and in the mail. */
export function wordsOf(kind: NotificationKind, details: NotificationDetails): Wording {
  const { subject, sentence } = WORDS[kind];
  const { by, count, leads, note } = details;
  const said = `${sentence(by, inFull(count, leads))}${names(count, leads)}.`;
  return {
    // A line break in a title would end the header of a mail.
    subject: oneLine(subject(inShort(count, leads))),
    sentence: note === undefined || note === '' ? said : `${said}\n\n${note}`,
  };
}

type Titles = NotificationDetails['leads'];

const inShort = (count: number, [first]: Titles): string =>
  count > 1 || first === undefined ? counted(count) : `"${first.title}"`;

const inFull = (count: number, [first]: Titles): string =>
  count > 1 || first === undefined ? counted(count) : `the lead "${first.title}"`;

/** The first few of many, and how many more there are. */
function names(count: number, leads: Titles): string {
  if (count < 2 || leads.length === 0) return '';
  const titles = leads.map(({ title }) => `"${title}"`);
  const named = count > leads.length ? [...titles, `${count - leads.length} more`] : titles;
  return named.length === 1
    ? `: ${named[0]}`
    : `: ${named.slice(0, -1).join(', ')} and ${named.at(-1)}`;
}

const counted = (count: number): string => (count === 1 ? 'a lead' : `${count} leads`);

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
