import { z } from 'zod';

/** Where bcrypt stops looking. */
const MOST_BYTES = 72;

/** Bytes of UTF-8, counted without the help of a platform. */
const bytesOf = (text: string): number => encodeURIComponent(text).replace(/%../g, 'x').length;

const isWellFormed = (text: string): boolean => !/\p{Cs}/u.test(text);

/** What a contact sends to accept an invitation: what the mail said, and a password of their own. */
export const acceptInput = z.strictObject({
  token: z.string({ error: 'The invitation is missing.' }).min(1).max(200).meta({
    title: 'Token of the invitation',
  }),
  password: z
    .string({ error: 'Choose a password.' })
    .min(8, 'Choose a password of at least 8 characters.')
    .refine(
      (text) => isWellFormed(text) && bytesOf(text) <= MOST_BYTES,
      'Choose a password of at most 72 bytes, without broken characters.',
    )
    .meta({ title: 'Password' }),
});

const instant = z.iso.datetime().nullable();

/** What a contact sees of their own: who they are, what is to be done, how their matters stand. */
export const portalReply = z.object({
  profile: z.object({
    documentId: z.string(),
    firstName: z.string().nullable(),
    lastName: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    company: z.string().nullable(),
  }),
  leads: z.array(
    z.object({
      documentId: z.string(),
      title: z.string(),
      pipeline: z.string().nullable(),
      /** `null` where the stage is not one to be shown. */
      stage: z.string().nullable(),
      status: z.string(),
      since: instant,
    }),
  ),
  tasks: z.array(
    z.object({
      documentId: z.string(),
      title: z.string(),
      description: z.string().nullable(),
      dueAt: instant,
    }),
  ),
  events: z.array(
    z.object({
      documentId: z.string(),
      title: z.string(),
      dueAt: instant,
      allDay: z.boolean(),
      completedAt: instant,
    }),
  ),
});
export type PortalReply = z.infer<typeof portalReply>;
