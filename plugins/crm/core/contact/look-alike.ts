import { z } from 'zod';
import { nameKeyOf } from '../company/name-key';
import { refuse, type Refusal } from '../kernel/refusals';

/** By what two contacts look like one person. */
export const ALIKE_BY = ['email', 'phone', 'name-and-company'] as const;
export type AlikeBy = (typeof ALIKE_BY)[number];

interface Named {
  readonly firstName?: string | null | undefined;
  readonly lastName?: string | null | undefined;
  readonly phone?: string | null | undefined;
}

/** What the columns `nameKey` and `phoneKey` of a contact hold. */
export const contactKeysOf = ({ firstName, lastName, phone }: Named) => ({
  nameKey: nameKeyOf([firstName, lastName].filter(Boolean).join(' ')),
  phoneKey: phoneKeyOf(phone ?? ''),
});

/** With fewer digits it is an extension, or no number at all. */
const FEWEST_DIGITS = 6;
/** As many as are the same however much of the country is written before them. */
const LAST_DIGITS = 9;

/**
 * A phone number as it is compared: its last nine digits, without the zero before the area, and without an
 * extension. So `+49 (0)30 1234-567` and `030 / 1234567` are one. `null` for none.
 */
export function phoneKeyOf(phone: string): string | null {
  const [number = ''] = phone.normalize('NFKC').split(/[a-z;#]/i);
  const digits = number.replace(/\(0\)/g, '').replace(/\D/g, '').replace(/^0+/, '');
  return digits.length < FEWEST_DIGITS ? null : digits.slice(-LAST_DIGITS);
}

/** A contact that another one looks like. */
export interface LookAlike {
  readonly id: number;
  readonly documentId: string;
  readonly label: string;
  readonly active: boolean;
  readonly by: readonly AlikeBy[];
  readonly sameName: boolean;
}

/**
 * Is it the same person beyond doubt? Families and offices share a number; a name with the same number, or in
 * the same company, is one person (A17).
 */
export const isSamePerson = ({ by, sameName }: LookAlike): boolean =>
  by.includes('email') || by.includes('name-and-company') || (by.includes('phone') && sameName);

const WORDS: Readonly<Record<AlikeBy, string>> = {
  email: 'the same e-mail address',
  phone: 'the same phone number',
  'name-and-company': 'the same name in the same company',
};

export const alikeInWords = (by: readonly AlikeBy[]): string =>
  by.map((reason) => WORDS[reason]).join(' and ');

const text = (title: string) => z.string().max(255).nullable().optional().meta({ title });

/** A contact as far as it has been typed in. */
export const contactDraft = z.strictObject({
  firstName: text('First name'),
  lastName: text('Last name'),
  email: text('E-mail address'),
  phone: text('Phone'),
  company: text('Company').meta({ description: 'Its documentId.' }),
  contact: text('Contact').meta({
    description: 'The documentId of the contact itself, where it is here already.',
  }),
});

export const lookAlikesInput = z.strictObject({
  drafts: z.array(contactDraft).min(1).max(200).meta({ title: 'Contacts' }),
});

/** A match as its reader may see it: whom it is, to those who see contacts; to others by what alone. */
export const lookAlikeReply = z.object({
  by: z.array(z.enum(ALIKE_BY)),
  contact: z
    .object({ documentId: z.string(), label: z.string(), active: z.boolean(), where: z.string() })
    .nullable(),
});
export type LookAlikeReply = z.infer<typeof lookAlikeReply>;

export const refuseLookAlikes = (matches: readonly LookAlikeReply[]): Refusal =>
  refuse('contact.look-alike', {
    matches,
    because: matches
      .map(({ contact, by }) => `${contact?.label ?? 'a contact'} (${alikeInWords(by)})`)
      .join(', '),
  });
