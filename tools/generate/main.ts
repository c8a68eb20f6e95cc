/**
 * `npm run generate`: writes the files that are made from others. A check in tests/docs fails where one is stale.
 */
import { writeFileSync } from 'node:fs';
import { generated } from './generated.ts';

for (const [file, text] of await generated()) {
  writeFileSync(file, text);
}
