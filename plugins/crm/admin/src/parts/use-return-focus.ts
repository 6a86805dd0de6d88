import { useState } from 'react';

/**
 * Our dialogs open by what is chosen and not by a trigger of their own, so Radix does not know where the
 * focus came from. Called in what is mounted with the dialog; the answer is its `onCloseAutoFocus`.
 */
export function useReturnFocus(): (event: Event) => void {
  const [opener] = useState(findOpener);
  return (event) => {
    event.preventDefault();
    standingFor(opener)?.focus();
    // Gone, or greyed by what was done: the page is a better place than none.
    if (document.activeElement === document.body) byId('main-content')?.focus();
  };
}

const byId = (id: string): HTMLElement | null => document.getElementById(id);

/** A menu closes with the choice: the button that opened it stands for its items. */
function findOpener(): HTMLElement | null {
  const { activeElement } = document;
  const trigger = activeElement?.closest('[role="menu"]')?.getAttribute('aria-labelledby');
  if (trigger != null) return byId(trigger);
  return activeElement instanceof HTMLElement && activeElement !== document.body
    ? activeElement
    : null;
}

/** What has been drawn anew in the meantime, as a card in another column, is known by its id. */
function standingFor(opener: HTMLElement | null): HTMLElement | null {
  if (opener === null || opener.isConnected) return opener;
  return opener.id === '' ? null : byId(opener.id);
}
