import { z } from 'zod';
import { refusalCode } from '../kernel/refusals';

/** An action as the caller may use it on this lead or contact, or why not, and who could. */
export const offeredAction = z.object({
  action: z.string(),
  label: z.string(),
  allowed: z.boolean(),
  refusal: z
    .object({
      code: refusalCode,
      message: z.string(),
      whoCould: z.object({
        roles: z.array(z.string()),
        owner: z.object({ documentId: z.string(), label: z.string() }).nullable(),
      }),
    })
    .nullable(),
  input: z.looseObject({}).meta({ description: 'JSON Schema of what the action asks for.' }),
  prefill: z.looseObject({}).meta({ description: 'What its form starts with.' }),
});
