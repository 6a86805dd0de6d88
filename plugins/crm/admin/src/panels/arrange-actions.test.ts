import { arrange } from './arrange-actions';

const choices = ['assign', 'qualify', 'change-pipeline', 'score', 'deactivate'].map((key) => ({
  action: { key },
}));
const keys = (arranged: readonly (typeof choices)[number][]) =>
  arranged.map(({ action }) => action.key);

describe('the actions of a panel', () => {
  it('are three buttons for what comes first, and a menu of the rest', () => {
    const { buttons, menu } = arrange(choices, {});

    expect(keys(buttons)).toEqual(['assign', 'qualify', 'score']);
    expect(keys(menu)).toEqual(['change-pipeline', 'deactivate']);
  });

  it('have no button where they are refused: those stand last in the menu', () => {
    const { buttons, menu } = arrange(choices, { assign: 'Assigned already.' });

    expect(keys(buttons)).toEqual(['qualify', 'score', 'change-pipeline']);
    expect(keys(menu)).toEqual(['deactivate', 'assign']);
  });

  it('are all buttons where they are few, the refused ones greyed', () => {
    const few = choices.slice(0, 2);

    expect(arrange(few, { assign: 'No.' })).toEqual({ buttons: few, menu: [] });
  });
});
