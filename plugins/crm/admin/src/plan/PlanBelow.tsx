import { Flex, TextButton, Typography } from '@strapi/design-system';
import { ArrowDown } from '@strapi/icons';
import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import { DialogStrip } from '../parts/DialogStrip';
import { useWords } from '../words';

/** So much of a plan is enough to know that it is there. */
const GLIMPSE = 96;

const STEPS = Array.from({ length: 21 }, (_one, step) => step / 20);

/** Where a plan stands in its dialog, and whether any of it is to be seen. */
export function useSight() {
  const place = useRef<HTMLDivElement>(null);
  const [isSeen, setSeen] = useState(true);
  useEffect(() => {
    const { current: plan } = place;
    if (plan === null) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        const entry = entries.at(-1);
        if (entry === undefined) return;
        const enough = Math.min(GLIMPSE, entry.boundingClientRect.height);
        // Half a pixel goes to rounding.
        setSeen(entry.intersectionRect.height >= enough - 1);
      },
      { threshold: STEPS },
    );
    observer.observe(plan);
    return () => observer.disconnect();
  }, []);
  return [place, isSeen] as const;
}

interface Props {
  readonly place: RefObject<HTMLElement>;
  /** What it comes to. */
  readonly children: ReactNode;
}

/** Above the buttons of a long form: that there is a plan further down, and the way to it. */
export function PlanBelow({ place, children }: Props) {
  const words = useWords();
  const go = () => {
    place.current?.scrollIntoView({ block: 'start' });
    // This goes once the plan is seen; the keyboard goes on from there.
    place.current?.focus({ preventScroll: true });
  };
  return (
    <DialogStrip background="primary100">
      <Flex gap={3} justifyContent="space-between" wrap="wrap">
        <Typography variant="pi" textColor="primary700">
          {children}
        </Typography>
        <TextButton type="button" endIcon={<ArrowDown aria-hidden />} onClick={go}>
          {words.say('crm.plan.see')}
        </TextButton>
      </Flex>
    </DialogStrip>
  );
}
