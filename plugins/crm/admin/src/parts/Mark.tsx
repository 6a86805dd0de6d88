import { Badge } from '@strapi/design-system';
import type { ReactNode } from 'react';

export type Tone = 'primary' | 'success' | 'warning' | 'danger' | 'neutral';

/** A word on a tinted ground, readable in the dark too: Strapi's own variants of a badge are not. */
export const Mark = ({ tone, children }: { tone: Tone; children: ReactNode }) => (
  <Badge size="S" backgroundColor={`${tone}100`} textColor={`${tone}700`}>
    {children}
  </Badge>
);
