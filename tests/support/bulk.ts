import { setTimeout as sleep } from 'node:timers/promises';
import type { App, Reply, Voice } from './app';

const OVER = ['done', 'cancelled', 'failed', 'paused'];

/** Starts bulk jobs over HTTP and waits for them. */
export function bulkJobs(app: Pick<App, 'strapi'>) {
  const start = (who: Voice, body: Record<string, unknown>): Promise<Reply> =>
    who.post('/api/crm/leads/bulk', body);

  const look = async (who: Voice, documentId: string, query = ''): Promise<any> => {
    const { status, body } = await who.get(`/api/crm/bulk-jobs/${documentId}${query}`);
    if (status !== 200) throw new Error(`No job: ${JSON.stringify(body)}`);
    return body.data;
  };

  /** The job as it is when nobody works on it any more. */
  const finished = async (who: Voice, started: Reply): Promise<any> => {
    if (started.status !== 202) throw new Error(`Not started: ${JSON.stringify(started.body)}`);
    const { documentId } = started.body.data;
    for (let round = 0; round < 2_000; round += 1) {
      const job = await look(who, documentId);
      if (OVER.includes(job.status)) return job;
      await sleep(50);
    }
    throw new Error(`The job did not end: ${JSON.stringify(await look(who, documentId))}`);
  };

  const run = async (who: Voice, body: Record<string, unknown>): Promise<any> =>
    finished(who, await start(who, body));

  /** The rows of a job's leads, by lead. */
  const itemsOf = async (job: { documentId: string }): Promise<any[]> => {
    const { connection } = app.strapi.db;
    const row = await connection('crm_bulk_jobs').where({ document_id: job.documentId }).first();
    return connection('crm_bulk_items').where({ job_id: row.id }).orderBy('lead_id');
  };

  /** The operations that carry a job's id. */
  const operationsOf = async (job: { documentId: string }): Promise<any[]> => {
    const { connection } = app.strapi.db;
    const row = await connection('crm_bulk_jobs').where({ document_id: job.documentId }).first();
    return connection('crm_operations').where({ bulk_job_id: row.id }).orderBy('id');
  };

  return { start, look, finished, run, itemsOf, operationsOf };
}
