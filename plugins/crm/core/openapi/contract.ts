import type { z } from 'zod';
import type { CrmRecord } from '../role/roles';
import type { SharedParameter } from './parameters';

/** What a door takes and answers, declared where the door is: from it comes its entry in the API's description. */
export interface DoorContract {
  /** Parameters that many doors share. */
  readonly takes?: readonly SharedParameter[];
  /** Parameters of its own. */
  readonly query?: z.ZodObject;
  readonly body?: z.ZodObject;
  /** How it answers when all is well, if not with 200. */
  readonly statuses?: readonly (200 | 201 | 202)[];
  readonly answers:
    | { readonly data: z.ZodType | readonly CrmRecord[]; readonly meta?: z.ZodObject }
    /** A reply without Strapi's envelope. */
    | { readonly whole: z.ZodType }
    /** A reply that is no JSON at all: its media type. */
    | { readonly text: string };
  /** Media types that the same is answered in when it is asked for. */
  readonly alsoAs?: readonly string[];
}
