import type { PanelAction } from '../actions/actions-of';

/** An action as a panel offers it. */
export interface Choice {
  readonly action: PanelAction;
  readonly label: string;
  /** Why it cannot be had. */
  readonly reason: string | undefined;
}

type Keyed = { readonly action: { readonly key: string } };

/** What carries a lead on, in the order in which people reach for it. */
const FIRST: readonly string[] = [
  'assign',
  'qualify',
  'disqualify',
  'create-opportunity',
  'close-won',
  'close-lost',
  'reopen',
  'activate',
  'score',
  'change-stage',
  'reassign',
];

/** As many buttons as a panel shows at a glance. */
const BUTTONS = 3;

/** What can be had comes first; what stands behind the first few goes into a menu. */
export function arrange<One extends Keyed>(
  choices: readonly One[],
  refused: Readonly<Record<string, string>>,
): { readonly buttons: readonly One[]; readonly menu: readonly One[] } {
  if (choices.length <= BUTTONS) return { buttons: choices, menu: [] };
  const place = ({ action: { key } }: One): number =>
    FIRST.includes(key) ? FIRST.indexOf(key) : FIRST.length;
  const ordered = [...choices].sort((one, other) => place(one) - place(other));
  const allowed = ordered.filter(({ action }) => refused[action.key] === undefined);
  const buttons = allowed.slice(0, BUTTONS);
  return {
    buttons,
    menu: [...allowed.slice(BUTTONS), ...ordered.filter((choice) => !allowed.includes(choice))],
  };
}
