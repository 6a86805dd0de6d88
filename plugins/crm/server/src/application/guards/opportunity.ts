import { isRefusal, refuse, refuseField } from '../../../../core/kernel/refusals';
import type { PipelineFact, Place } from '../../../../core/pipeline/model';
import { placeOpportunity } from '../../../../core/pipeline/opportunity-place';
import { loadPipelines } from '../../facts/pipelines';
import { lockRows } from '../../store/lock';
import { readAttributes, type Stored } from '../../store/read';
import type { Tx } from '../../store/transaction';
import { Refused } from '../refused';
import { readAllWritten, readWritten, unchanged } from './compare';
import type { Guard } from './guard';
import { judgeStaff } from './staff';

type Written = ReadonlyMap<string, Stored>;

/**
 * An opportunity comes from a lead by qualifying it, and nobody forges one (I13). It stands in a pipeline for
 * opportunities and moves by its rules (R18); who is responsible for it works here (X36).
 */
export const opportunityGuard: Guard = {
  record: 'opportunity',

  async creating({ tx }, rows) {
    const read = await readAllWritten(tx, 'opportunity', rows);
    const pipelines = await loadPipelines(tx);
    for (const { data, written } of read) {
      delete data['qualificationKey'];
      if ((written.get('originatingLead') ?? null) !== null) refuseOrigin();
      const { pipeline, stage } = placed(pipelines, written, null);
      Object.assign(data, { pipeline: pipeline.id, stage: stage.id });
    }
    await judgeResponsible(
      tx,
      read.map(({ written }) => written.get('responsible')),
    );
  },

  async updating({ tx }, ids, data) {
    delete data['qualificationKey'];
    const written = await readWritten(tx, 'opportunity', data);
    const asked = ['originatingLead', 'responsible', 'pipeline', 'stage'];
    if (!asked.some((name) => written.has(name))) return;
    await lockRows(tx, 'opportunity', ids);
    const rows = [...(await readAttributes(tx, 'opportunity', ids, asked)).values()];
    const changes = (name: string): boolean => {
      const after = written.get(name);
      return after !== undefined && rows.some((stored) => !unchanged(stored[name], after));
    };
    if (changes('originatingLead')) refuseOrigin();
    if (changes('responsible')) await judgeResponsible(tx, [written.get('responsible')]);
    if (!changes('pipeline') && !changes('stage')) return;
    const pipelines = await loadPipelines(tx);
    const stages = new Map(
      rows.map((stored) => {
        const place = placed(pipelines, written, placeIn(pipelines, stored));
        return [place.stage.id, place];
      }),
    );
    // One update writes the same to all of its rows.
    const [place, ...others] = stages.values();
    if (others.length > 0) throw new Refused(refuseField('stage', 'Choose one stage for all.'));
    Object.assign(data, { pipeline: place?.pipeline.id, stage: place?.stage.id });
  },

  async deleting({ tx }, ids) {
    const rows = await readAttributes(tx, 'opportunity', ids, ['originatingLead']);
    if ([...rows.values()].some((stored) => stored['originatingLead'] !== null)) {
      const because =
        'This opportunity came from a lead. Undo the qualification, or close the opportunity as lost.';
      throw new Refused(refuse('field.guarded', { field: 'opportunity', because }));
    }
  },
};

function refuseOrigin(): never {
  throw new Refused(refuse('field.guarded', { field: 'originatingLead', action: 'qualify' }));
}

const idIn = (written: Written, name: string): number | null | undefined => {
  const value = written.get(name);
  return typeof value === 'number' || value === null ? value : undefined;
};

function placed(pipelines: readonly PipelineFact[], written: Written, before: Place | null): Place {
  const asked = { pipeline: idIn(written, 'pipeline'), stage: idIn(written, 'stage') };
  const place = placeOpportunity(pipelines, asked, before);
  if (isRefusal(place)) throw new Refused(place);
  return place;
}

function placeIn(
  pipelines: readonly PipelineFact[],
  stored: Readonly<Record<string, Stored>>,
): Place | null {
  const pipeline = pipelines.find(({ id }) => id === stored['pipeline']);
  const stage = pipeline?.stages.find(({ id }) => id === stored['stage']);
  return pipeline === undefined || stage === undefined ? null : { pipeline, stage };
}

async function judgeResponsible(tx: Tx, named: readonly (Stored | undefined)[]): Promise<void> {
  const ids = named.filter((id) => typeof id === 'number');
  await judgeStaff(tx, ids, 'responsible');
}
