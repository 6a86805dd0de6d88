import { settingsSchema } from '../../../../../core/kernel/settings';
import { PRESETS } from '../../../../../core/preset/presets';
import type { PipelineRow } from '../../../api/replies';
import { isInForce, stepsTo } from './steps';

const pipeline = (key: string, data: Partial<PipelineRow> = {}): PipelineRow => ({
  id: 1,
  documentId: key,
  key,
  name: key,
  kind: 'lead',
  isDefault: key === 'sales',
  position: 0,
  forwardOnly: true,
  nextOnly: false,
  allowReopen: false,
  ...data,
});
const shipped = settingsSchema.parse({});
const pipelines = [pipeline('sales'), pipeline('inbound')];
const preset = (key: string) => PRESETS.find((one) => one.key === key) ?? PRESETS[0];

describe('choosing a way of working', () => {
  it('finds what ships in force from the first day', () => {
    expect(isInForce(preset('all'), shipped, pipelines)).toBe(true);
  });

  it('says only what would change', () => {
    expect(stepsTo(preset('elma'), shipped, pipelines).map(({ says }) => says)).toEqual([
      'crm.presets.policy',
      'crm.presets.begins',
    ]);
  });

  it('writes the rules of every pipeline for leads, and leaves those for opportunities', () => {
    const steps = stepsTo(preset('aline'), shipped, [
      ...pipelines,
      pipeline('opportunities', { kind: 'opportunity' }),
    ]);
    const written = steps.flatMap(({ pipeline: one }) => one?.documentId ?? []);

    expect(new Set(written)).toEqual(new Set(['sales', 'inbound']));
  });
});
