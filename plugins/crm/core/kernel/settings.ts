import { IANAZone } from 'luxon';
import { z } from 'zod';

/** What a role can be made to fill in when it closes a lead as lost, beside the reason (L20). */
export const CLOSE_FIELDS = ['notes', 'contactGroups', 'followUpAt'] as const;

/** Settings are read with every deed; luxon looks a zone up once. */
const isTimeZone = (name: string): boolean => IANAZone.create(name).isValid;

/**
 * The plugin's configuration (`config/plugins.ts`, key `crm`), with the defaults of behaviours.md. The
 * descriptions are what the README's table says. What an administrator changes in the panel is kept in the
 * database and goes before the file.
 */
export const settingsSchema = z.strictObject({
  cascade: z
    .strictObject({
      protectSharedContacts: z
        .enum(['always', 'manual-only'])
        .default('always')
        .describe(
          'R8: does an active profile elsewhere keep a contact active when a lead closes by its score, too, or only when it is set inactive by hand?',
        ),
      protectStaffAndCompanies: z
        .boolean()
        .default(true)
        .describe(
          'X7: members of the team, and the primary contacts of other companies, stay active.',
        ),
      protectOpenOpportunities: z
        .boolean()
        .default(false)
        .describe('X8: contacts on a lead with an open opportunity stay active.'),
    })
    .prefault({}),
  contacts: z
    .strictObject({
      sharedEmail: z
        .boolean()
        .default(false)
        .describe(
          'R28: may contacts without a portal login have one e-mail address together? Members and portal logins never do.',
        ),
    })
    .prefault({}),
  portal: z
    .strictObject({
      url: z
        .string()
        .regex(/^(https?:\/\/\S+)?$/, 'Write an address that begins with https://.')
        .default('')
        .describe(
          'P2: the page of the portal where an invited contact chooses a password; the mail adds `?token=…` to it. Empty: the mail holds the token alone.',
        ),
      invitationDays: z
        .number()
        .int()
        .min(1)
        .max(90)
        .default(7)
        .describe('P2: for how many days an invitation to the portal works.'),
    })
    .prefault({}),
  closeLost: z
    .strictObject({
      policy: z
        .enum(['by-role', 'allow', 'request', 'deny'])
        .default('by-role')
        .describe(
          'R15: who may close a lead as lost. `by-role`: everyone on staff, until a role `close_lead_lost_permission` exists; then its holders ask, and others are refused. Managers and administrators close directly.',
        ),
      required: z
        .record(z.string().regex(/^[a-z][a-z0-9_]*$/), z.array(z.enum(CLOSE_FIELDS)))
        .default({})
        .describe(
          'L20: what a role has to fill in beside the reason, by its key: `{ "crm_sales": ["notes", "followUpAt"] }`. With several roles, what all of them have to.',
        ),
    })
    .prefault({}),
  notifications: z
    .strictObject({
      email: z
        .enum(['when-configured', 'always', 'never'])
        .default('when-configured')
        .describe(
          'R17: are notifications sent by mail, too? `when-configured`: once the e-mail plugin of Strapi has a provider other than its built-in `sendmail`. `always`: even by that.',
        ),
    })
    .prefault({}),
  timeZone: z
    .string()
    .refine(isTimeZone, 'There is no such time zone. Write a name such as Europe/Berlin.')
    .default('UTC')
    .describe('R25: in which time zone days begin and end, for what is due and overdue.'),
});

export type Settings = z.infer<typeof settingsSchema>;

const { cascade, contacts, portal, closeLost, notifications, timeZone } = settingsSchema.shape;

/** Any part of the settings, to be changed; what is left out stays as it is. */
export const settingsChange = z.strictObject({
  cascade: partOf(cascade),
  contacts: partOf(contacts),
  portal: partOf(portal),
  closeLost: partOf(closeLost),
  notifications: partOf(notifications),
  timeZone: timeZone.unwrap().optional(),
});

export const settingsMeta = z.object({
  fresh: z.boolean().meta({
    description:
      'Nobody has changed a setting yet, and there is no lead: an administrator begins by choosing a way of working.',
  }),
});

/** A section without its defaults: what is not said is not changed. */
function partOf(section: z.ZodPrefault<z.ZodObject>) {
  const fields = Object.entries(section.unwrap().shape).map(([name, field]) => [
    name,
    (field instanceof z.ZodDefault ? field.unwrap() : field) as z.ZodType,
  ]);
  return z.strictObject(Object.fromEntries(fields)).partial().optional();
}

type Plain = Readonly<Record<string, unknown>>;
const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A dictionary is one value, replaced as a whole: what an administrator takes out of it has to go. */
const WHOLE: ReadonlySet<string> = new Set(['required']);

/** What is to be changed so that one becomes the other: section by section, and a dictionary as a whole. */
export const changesBetween = (before: Plain, after: Plain): Plain =>
  Object.fromEntries(
    Object.entries(after).flatMap(([name, value]): [string, unknown][] => {
      const former = before[name];
      if (JSON.stringify(former) === JSON.stringify(value)) return [];
      const deeper = isPlain(value) && isPlain(former) && !WHOLE.has(name);
      return [[name, deeper ? changesBetween(former, value) : value]];
    }),
  );

/** A dictionary as somebody else has it by now, with what was changed in ours: entries put in, replaced or taken out. */
export function dictionaryOver<Value>(
  now: Readonly<Record<string, Value>>,
  before: Readonly<Record<string, Value>>,
  after: Readonly<Record<string, Value>>,
): Record<string, Value> {
  const isOurs = (name: string): boolean =>
    JSON.stringify(before[name]) !== JSON.stringify(after[name]);
  return Object.fromEntries([
    ...Object.entries(now).filter(([name]) => !isOurs(name)),
    ...Object.entries(after).filter(([name]) => isOurs(name)),
  ]);
}

/** Settings with changes laid over them, section by section. */
export function mergeSettings(below: Plain, above: Plain): Plain {
  return Object.entries(above).reduce<Plain>((merged, [name, value]) => {
    const current = merged[name];
    const deeper = isPlain(value) && isPlain(current) && !WHOLE.has(name);
    return { ...merged, [name]: deeper ? mergeSettings(current, value) : value };
  }, below);
}
