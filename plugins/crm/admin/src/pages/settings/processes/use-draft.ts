import { useMemo, useState } from 'react';
import { draftOf, stepsOf, type DraftStep } from './edit-steps';
import type { ProcessRow } from './process-row';

interface Edits {
  /** The process as it was when the editing began: what is edited is over that, and so it is saved (X33). */
  readonly from: ProcessRow;
  readonly name?: string;
  readonly steps?: readonly DraftStep[];
}

/** Name and steps of a process while they are edited. */
export function useDraft(process: ProcessRow) {
  const [edits, setEdits] = useState<Edits>();
  const shown = useMemo(() => draftOf(process.steps), [process.steps]);
  const name = edits?.name ?? process.name;
  const steps = edits?.steps ?? shown;
  const edit = (change: Omit<Edits, 'from'>) =>
    setEdits((before) => ({ from: process, ...before, ...change }));
  const overtaking =
    edits?.steps !== undefined &&
    !isSame(edits.from.steps, process.steps) &&
    !isSame(stepsOf(edits.steps), process.steps);
  return {
    name,
    steps,
    typedName: edits?.name,
    changes: {
      ...(name === process.name ? {} : { name }),
      ...(isSame(stepsOf(steps), process.steps) ? {} : { steps: stepsOf(steps) }),
    },
    /** Over other steps they would take those back, and nothing is merged: somebody has to choose. */
    overtakenBy: overtaking ? newIn(process, edits.from) : undefined,
    setName: (typed: string) => edit({ name: typed }),
    setSteps: (changed: readonly DraftStep[]) => edit({ steps: changed }),
    keepMine: () => setEdits((before) => before && { ...before, from: process }),
    takeTheirs: () =>
      setEdits(
        (before) =>
          before && { from: process, ...(before.name === undefined ? {} : { name: before.name }) },
      ),
    reset: () => setEdits(undefined),
  };
}

const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** The titles of the steps that somebody has added or changed. */
const newIn = (now: ProcessRow, before: ProcessRow): readonly string[] =>
  now.steps
    .filter((step) => !before.steps.some((earlier) => isSame(earlier, step)))
    .map(({ title }) => title);
