import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type AppSettings } from '../view/settings';
import { organizationFilters } from './collections';
import { startPageOf } from './startPage';

const ROOT = join(__dirname, '../..');

interface Provisioned {
  apps: Array<{ jsonData: AppSettings }>;
}

const settingsIn = (yaml: string) => (parse(yaml) as Provisioned).apps[0]!.jsonData;

describe('the settings that are provisioned', () => {
  it.each([
    ['in the documentation', /```yaml\n(.*?)```/s.exec(readFileSync(join(ROOT, 'src/README.md'), 'utf8'))?.[1] ?? ''],
    [
      'in the file to start from',
      readFileSync(join(ROOT, 'provisioning/plugins/app.yaml'), 'utf8').replace(/^ {4}# /gm, '    '),
    ],
  ])('%s have saved filters that can be used, and a start page that is one of them', (_, yaml) => {
    const settings = settingsIn(yaml);
    const { filters, broken } = organizationFilters(settings);
    expect(filters.length).toBeGreaterThan(0);
    expect(broken).toEqual([]);
    expect(startPageOf(settings.startPage, filters)).toHaveProperty('filter');
  });
});
