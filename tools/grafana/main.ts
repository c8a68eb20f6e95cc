/** Writes what is made from the builders here: dashboards, alert rules, annotations. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { generated } from './generated.ts';

const ROOT = path.join(import.meta.dirname, '../..');
for (const [file, content] of Object.entries(await generated())) {
  writeFileSync(path.join(ROOT, file), content);
}
