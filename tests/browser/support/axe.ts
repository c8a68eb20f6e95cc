import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { testIds } from '../../../src/shared/testIds.ts';
import { type EventsPage } from './EventsPage.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  id: string;
  impact: string;
  nodes: Array<{ html: string }>;
}

/** What axe finds on the page, or another part, that keeps people out. */
export async function seriousFaults({ page }: EventsPage, part: string = testIds.page): Promise<string[]> {
  await page.evaluate(AXE);
  const violations = await page.evaluate<Violation[]>(
    `axe.run('[data-testid="${part}"]').then(({ violations }) => violations)`
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`);
}
