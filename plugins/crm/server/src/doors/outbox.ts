import type { Core } from '@strapi/strapi';
import { deliver, tidyOutbox, type Tally } from '../application/outbox/deliver';

export interface Outbox {
  /** Does what is due: a round of what the job does by the clock. Other nodes may be at it, too. */
  deliver(options?: { clock?: () => Date }): Promise<Tally>;
  /** Forgets what was settled more than a month ago. */
  tidy(): Promise<void>;
}

/** `strapi.plugin('crm').service('outbox')`, for a host that switches Strapi's own jobs off. */
export const outbox = ({ strapi }: { strapi: Core.Strapi }): Outbox => ({
  deliver: (options) => deliver(strapi, options),
  tidy: () => tidyOutbox(strapi),
});
