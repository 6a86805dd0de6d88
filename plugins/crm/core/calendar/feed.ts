import { z } from 'zod';

/** The address of a member's calendar; told once, when it is made. */
export const feedReply = z.object({
  url: z.string().meta({
    description: 'For a calendar program. Whoever knows it can read your events: keep it secret.',
  }),
});

export const feedState = z.object({
  active: z.boolean().meta({ description: 'Is there an address? What it is is not kept.' }),
});

/** How far a feed reaches, in days before and after today, and how many events it has at most. */
export const FEED_REACH = { before: 90, after: 365, limit: 1000 } as const;
