import { z } from 'zod';
import { standing } from '../lead/rules/closing';
import { LEAD_STATES, LEAD_STATUSES, OUTCOMES, type LeadState } from '../lead/model';

/** So many cards of a stage are counted and summed up; of more it is said that there are more. */
export const COUNTED = 1_000;

/** What a board is asked for, beside its filters: all stages, or the next cards of one of them. */
export const boardQuery = z
  .strictObject({
    limit: z.coerce
      .number({ error: 'Ask for 1 to 100 cards a stage.' })
      .int('Ask for 1 to 100 cards a stage.')
      .min(1, 'Ask for 1 to 100 cards a stage.')
      .max(100, 'Ask for 1 to 100 cards a stage.')
      .default(20)
      .meta({ description: 'Cards a stage.' }),
    stage: z
      .string({ error: 'Name one stage by its documentId.' })
      .optional()
      .meta({ description: 'Only this stage of the pipeline, by documentId.' }),
    cursor: z
      .string({ error: 'Send the cursor as it was given.' })
      .optional()
      .meta({ description: 'Where the cards of `stage` went on, as the answer before said.' }),
  })
  .refine(({ stage, cursor }) => cursor === undefined || stage !== undefined, {
    path: ['stage'],
    message: 'A cursor goes on within one stage: name the stage.',
  });
export type BoardQuery = z.output<typeof boardQuery>;

const instant = z.iso.datetime().nullable();
const named = z.object({ documentId: z.string(), name: z.string() });
const person = named.extend({
  active: z
    .boolean()
    .meta({ description: 'No: they have left, and somebody has to take over (X32).' }),
});

export const leadCard = z.object({
  documentId: z.string(),
  title: z.string(),
  owner: person.nullable(),
  company: named.nullable(),
  estimatedValue: z.number().nullable(),
  stageEnteredAt: instant,
  nextEventAt: instant,
  status: z.enum(LEAD_STATUSES),
  outcome: z.enum(OUTCOMES).nullable(),
  active: z.boolean(),
  version: z.int(),
  pendingQualification: z.boolean(),
  pendingCloseRequest: z.boolean().meta({
    description: 'Somebody has asked to close it as lost, and nobody has decided yet (R16).',
  }),
});
export type LeadCard = z.output<typeof leadCard>;

export const opportunityCard = z.object({
  documentId: z.string(),
  name: z.string(),
  responsible: person.nullable(),
  company: named.nullable(),
  estimatedRevenue: z.number().nullable(),
});
export type OpportunityCard = z.output<typeof opportunityCard>;

/** The answer: every stage with all it counts, and the first of its cards, newest first (E2). */
export const board = z.object({
  documentId: z.string(),
  name: z.string(),
  kind: z.enum(['lead', 'opportunity']),
  stages: z.array(
    z.object({
      documentId: z.string(),
      name: z.string(),
      state: z.enum([...LEAD_STATES, 'open']),
      position: z.int(),
      colour: z.string().nullable(),
      visible: z.boolean(),
      count: z
        .int()
        .max(COUNTED)
        .meta({ description: 'How many; with `hasMore`, at least so many.' }),
      sum: z
        .number()
        .nullable()
        .meta({ description: 'What they are worth; empty with `hasMore`.' }),
      hasMore: z.boolean().meta({ description: `There are more than ${COUNTED}.` }),
      cards: z.array(z.union([leadCard, opportunityCard])),
      cursor: z.string().nullable(),
    }),
  ),
});
export const boardMeta = z.object({ limit: z.int() });
export type Board = z.output<typeof board>;
export type BoardKind = Board['kind'];
export type BoardState = Board['stages'][number]['state'];

/**
 * Does a stage of this state show open leads only? A lead that was closed by its score stands where it
 * stood, and is work no more (R27). Final stages show theirs whatever the outcome.
 */
export const showsOpenOnly = (kind: BoardKind, state: BoardState): boolean =>
  kind === 'lead' && standing(state as LeadState, null, null).status === 'open';
