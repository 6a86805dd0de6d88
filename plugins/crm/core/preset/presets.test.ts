import { settingsChange, settingsSchema } from '../kernel/settings';
import { PIPELINES } from '../pipeline/pipelines';
import { PRESETS } from './presets';

describe('the ways of working to begin with', () => {
  it('are settings that the server takes', () => {
    for (const { key, settings } of PRESETS) {
      expect([key, settingsChange.safeParse(settings).success]).toEqual([key, true]);
    }
  });

  it('R8 R15: "all" is what ships', () => {
    const { cascade, closeLost } = settingsSchema.parse({});
    const all = PRESETS.find(({ key }) => key === 'all');

    expect(all?.settings).toEqual({ cascade, closeLost: { policy: closeLost.policy } });
  });

  it('begin in pipelines that ship', () => {
    const keys = PIPELINES.filter(({ kind }) => kind === 'lead').map(({ key }) => key);

    for (const { begins } of PRESETS) expect(keys).toContain(begins);
  });

  it('differ from each other', () => {
    const said = PRESETS.map(({ key: _key, ...preset }) => JSON.stringify(preset));

    expect(new Set(said).size).toBe(PRESETS.length);
  });
});
