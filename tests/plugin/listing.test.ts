import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

interface PluginJson {
  info: { author: { url: string }; links: Array<{ name: string; url: string }> };
  includes: Array<{ type: string; name: string; role?: string }>;
}

const { info, includes } = JSON.parse(
  readFileSync(new URL('../../src/plugin.json', import.meta.url), 'utf8')
) as PluginJson;

describe("the plugin's entry in Grafana", () => {
  it('links to the source, the documentation, the issues and the author', () => {
    assert.deepEqual(
      info.links.map(({ name }) => name),
      ['Source code', 'Documentation', 'Report an issue']
    );
    for (const url of [info.author.url, ...info.links.map((link) => link.url)]) {
      assert.equal(new URL(url).protocol, 'https:');
    }
  });

  it('opens its pages to every reader: their data source decides what they may read', () => {
    const pages = includes.filter(({ type, name }) => type === 'page' && name !== 'Configuration');
    assert.ok(pages.length > 0);
    for (const { name, role } of pages) {
      assert.equal(role, 'Viewer', name);
    }
  });
});
