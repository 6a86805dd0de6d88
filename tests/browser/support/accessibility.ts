import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string }[];
}

/**
 * What axe finds serious on the page, inside what is ours: Strapi's own frame around it is Strapi's.
 * Each as a line, so that a failing test says where to look.
 */
export async function seriousViolations(
  page: Page,
  inside = '[data-strapi-main-content]',
): Promise<string[]> {
  // Handed over as a value: a script tag would be refused by the panel's content security policy.
  await page.evaluate(AXE);
  const violations = await page.evaluate<Violation[], string>(async (selector) => {
    const { axe } = window as unknown as {
      axe: { run(context: object, options: object): Promise<{ violations: Violation[] }> };
    };
    const { violations: found } = await axe.run(
      { include: [[selector]] },
      { resultTypes: ['violations'] },
    );
    return found;
  }, inside);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.slice(0, 3).map(({ html }) => `${id}: ${html.slice(0, 200)}`),
    );
}
