/*
 * The second click of a double click is meant for what the first one was. Where that one has opened a dialog, or has
 * closed one, or has put another button in its place, often the one that confirms, nothing is pressed on it.
 */

const CONTROLS =
  'a, button, input, [role="button"], [role="menuitem"], [role="option"], [role="tab"], [role="checkbox"]';
const LAYERS = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';
/** Who has chosen from a list goes on at once, and may well do so in the same place. */
const CHOICES = '[role="listbox"]';

/** A pointer goes down before anybody counts its clicks; browsers count as one what is this quick and this near. */
const AT_ONCE = 500;
const NEAR = 8;

interface Press {
  readonly at: number;
  readonly x: number;
  readonly y: number;
  readonly layer: Element | null;
  /** By what it is called: a list that was drawn anew has the same button in the same place. */
  readonly control: string;
}

/** For the whole panel: dialogs are opened from Strapi's own pages, too. */
export function guardDoubleClicks(window: Window): void {
  let [first, second] = [pressOf(undefined), pressOf(undefined)];
  let isStray = false;
  const listen = <Type extends 'pointerdown' | (typeof FOLLOWING)[number]>(
    type: Type,
    judge: (event: WindowEventMap[Type]) => void,
  ) =>
    window.addEventListener(
      type,
      (event) => {
        judge(event);
        // A key, or code, clicks without a pointer.
        const isByKey = type === 'click' && event.detail === 0;
        if (!isStray || isByKey) return;
        event.preventDefault();
        event.stopImmediatePropagation();
      },
      { capture: true },
    );

  listen('pointerdown', (event) => {
    [first, second] = [second, pressOf(event)];
    const isElsewhere = second.layer !== first.layer && first.layer?.matches(CHOICES) !== true;
    isStray = isAtOnce(first, second) && isElsewhere;
  });
  for (const type of FOLLOWING) {
    listen(type, (event) => {
      const isSecond = type === 'mousedown' && event.detail > 1;
      if (isSecond && second.control !== first.control) isStray = true;
    });
  }
}

const FOLLOWING = ['mousedown', 'pointerup', 'mouseup', 'click', 'dblclick'] as const;

const isAtOnce = (first: Press, second: Press): boolean =>
  second.at - first.at < AT_ONCE && Math.hypot(second.x - first.x, second.y - first.y) < NEAR;

function pressOf(event: PointerEvent | undefined): Press {
  const target = event?.target instanceof Element ? event.target : undefined;
  const control = target?.closest(CONTROLS);
  return {
    at: event?.timeStamp ?? -Infinity,
    x: event?.clientX ?? 0,
    y: event?.clientY ?? 0,
    layer: target?.closest(LAYERS) ?? null,
    control: `${control?.ariaLabel ?? ''} ${control?.textContent ?? ''}`,
  };
}
