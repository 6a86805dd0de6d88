import type { Core } from '@strapi/strapi';
import { liftDue } from '../application/contacts/lift-due';

interface Job {
  /** In Strapi's list of jobs. */
  readonly name: string;
  readonly rule: string;
  run(strapi: Core.Strapi, now: Date): Promise<unknown>;
}

/** What happens by the clock. Each looks into the database for what is due, and may run on every node. */
const JOBS: readonly Job[] = [{ name: 'crmLiftInactive', rule: '0 * * * * *', run: liftDue }];

/** A node whose jobs are switched off (`server.cron.enabled`) leaves them to others. */
export function startSchedule(strapi: Core.Strapi): void {
  if (!strapi.config.get('server.cron.enabled', true)) return;
  for (const job of JOBS) {
    const task = (): Promise<unknown> => job.run(strapi, new Date());
    strapi.cron.add({ [job.name]: { task, options: { rule: job.rule } } });
  }
}

/** `strapi.plugin('crm').service('schedule')`, for a host that switches Strapi's own jobs off. */
export const schedule = ({ strapi }: { strapi: Core.Strapi }) => ({
  liftInactive: (now = new Date()): Promise<number> => liftDue(strapi, now),
});
