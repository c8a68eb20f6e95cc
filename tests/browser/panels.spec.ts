import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, afterEach, before, describe, it } from 'node:test';
import { entryOf, type Event } from '../../pkg/event/src/index.ts';
import { testIds } from '../../src/shared/testIds.ts';
import { push } from '../loki/loki.ts';
import { EventsPage } from './support/EventsPage.ts';
import { clusterEntries, eventAt, hostileEntries } from './support/entries.ts';
import { grafanaApi, openPanel, type PanelQuery, panelOn, saveDashboard } from './support/panels.ts';
import { startWorld, type World } from './support/world.ts';

const MINUTE = 60_000;
const FIRST_COLLECTOR = new URL('../../pkg/event/test/data/first-collector.jsonl', import.meta.url);
const TABLE = 'lokievents-table-panel';
const TIMELINE = 'lokievents-timeline-panel';
const GRAFANA_ONLY = process.env.GRAFANA_URL ? false : 'needs the dashboards of a real Grafana: set GRAFANA_URL';
const HOST_ONLY = process.env.GRAFANA_URL ? 'the preview host alone can change the shape of frames' : false;

describe('the panels', () => {
  let world: World;
  let page: EventsPage;
  /** This run's own events, so that those of another run do not count. */
  const namespace = `panels-${Date.now().toString(36)}`;

  before(async () => {
    world = await startWorld();
    const now = Date.now();
    await push(world.loki, clusterEntries(now - MINUTE));
    const repeats = Array.from({ length: 6 }, (_, at) =>
      entryOf(eventAt(now - (20 - at) * MINUTE, { namespace, name: 'web-1', count: at + 1 }), 1)
    );
    const other = entryOf(
      eventAt(now - 30 * MINUTE, { namespace, name: 'job-1', reason: 'Completed', type: 'Normal', message: 'done' }),
      1
    );
    await push(world.loki, [...repeats, other, ...hostileEntries(now - 10 * MINUTE)]);
  });
  after(() => world?.close());
  afterEach(async () => {
    await page?.close();
  });

  const open = async (id: string, query: PanelQuery) => {
    page = await EventsPage.blank(world);
    await openPanel(world, page.page, id, query);
    return page;
  };
  const own = () => `{_namespace="${namespace}"}`;

  it('fold repeats into one row, and show each on a click', async () => {
    const table = await open(TABLE, { expr: own() });
    const rows = await table.rowTexts();
    assert.equal(rows.length, 2);
    assert.match(rows[0] ?? '', /BackOff[\s\S]*web-1[\s\S]*×6/);
    await table.page.getByRole('button', { name: '6 times in 5 min' }).click();
    await table.until(
      () => table.rows.count(),
      (count) => count === 8
    );
    assert.deepEqual(table.errors, []);
  });

  it('take their options from the dashboard', async () => {
    const table = await open(TABLE, {
      expr: own(),
      options: { fold: false, order: 'oldest', columns: ['reason', 'namespace'], head: false },
    });
    const rows = await table.rowTexts();
    assert.equal(rows.length, 7);
    assert.match(rows[0] ?? '', new RegExp(`Completed\\s+${namespace}`));
    assert.doesNotMatch(rows.join(), /web-1/);
    assert.equal(await table.page.getByRole('columnheader').count(), 0);
  });

  it('open the details of an event, with links to the app and Explore', async () => {
    const table = await open(TABLE, { expr: own() });
    await table.rows.nth(1).getByRole('gridcell').first().click();
    const details = table.get(testIds.details);
    assert.match(await details.innerText(), /Completed[\s\S]*done[\s\S]*node-a/);
    const story = await details.getByRole('link', { name: 'Story' }).getAttribute('href');
    assert.match(story ?? '', /^\/a\/lokievents-kubernetes-app\/story\?.*kind=Pod.*name=job-1/);
    await table.page.keyboard.press('Escape');
    await details.waitFor({ state: 'detached' });
  });

  it('are worked by keys while the focus is in them', async () => {
    const table = await open(TABLE, { expr: own() });
    await table.rowTexts();
    await table.page.getByRole('grid').locator('[tabindex="0"]').focus();
    await table.page.keyboard.press('ArrowDown');
    await table.page.keyboard.press('Enter');
    assert.match(await table.get(testIds.details).innerText(), /Completed/);
  });

  it('say that a query gives numbers, and that nothing was found', async () => {
    for (const id of [TABLE, TIMELINE]) {
      const numbers = await open(id, { expr: `sum(count_over_time(${own()}[5m]))` });
      assert.match(await numbers.get(testIds.empty).innerText(), /returns numbers, not log lines/);
      await numbers.close();
      const nothing = await open(id, { expr: '{_kind="NoSuchKind"}' });
      assert.match(await nothing.get(testIds.empty).innerText(), /No events in this range/);
      await nothing.close();
    }
    page = await EventsPage.blank(world);
  });

  it('read what the first collector wrote', async () => {
    const [first = ''] = readFileSync(FIRST_COLLECTOR, 'utf8').split('\n');
    const { event, line } = JSON.parse(first) as { event: Event; line: string };
    const labels = { _kind: 'Pod', _namespace: `${namespace}-old`, _host: 'node-a', _type: 'Normal' };
    await push(world.loki, [{ labels, timestampNs: BigInt(Date.now() - MINUTE) * 1_000_000n, line, metadata: {} }]);
    const table = await open(TABLE, { expr: `{_namespace="${namespace}-old"}` });
    const [row = ''] = await table.rowTexts();
    assert.ok(row.includes(event.reason ?? '?'), row);
    assert.ok(row.includes(event.involvedObject?.name ?? '?'), row);
  });

  it('read the other shape of log frames alike', { skip: HOST_ONLY }, async () => {
    const columns = { columns: ['reason', 'object', 'message', 'count', 'namespace', 'host'] };
    const plain = await open(TABLE, { expr: own(), options: columns });
    const expected = await plain.rowTexts();
    await plain.close();
    const dataplane = await open(TABLE, { expr: own(), options: columns, shape: 'dataplane' });
    assert.deepEqual(await dataplane.rowTexts(), expected);
  });

  it('show any text as it is', async () => {
    const table = await open(TABLE, { expr: '{_namespace="hostile"}', options: { wrap: true } });
    const text = (await table.rowTexts()).join('\n');
    assert.match(text, /<img src=x onerror/);
    assert.match(text, /\{\{\.x\}\}/);
    assert.notEqual(await table.page.title(), '1');
  });

  it('stay readable where there is little room', async () => {
    const table = await open(TABLE, { expr: own(), width: 380 });
    const [row = ''] = await table.rowTexts();
    assert.match(row, /BackOff[\s\S]*web-1[\s\S]*Back-off restarting/);
  });

  it('draw a lane for each object, share the pointer position, and zoom by dragging', async () => {
    const timeline = await open(TIMELINE, { expr: own(), from: 'now-1h' });
    await timeline.page.getByRole('button', { name: 'web-1' }).waitFor();
    await timeline.page.getByRole('button', { name: 'job-1' }).waitFor();
    const box = (await timeline.get(testIds.timeline).locator('canvas').boundingBox()) ?? assert.fail('no canvas');
    const x = (part: number) => box.x + box.width * part;
    await timeline.page.mouse.move(x(0.5), box.y + 60);
    if (world.isHost) {
      const shared = await timeline.until(
        async () => Number(await timeline.get('host-panel').getAttribute('data-hover')),
        (ms) => ms > 0
      );
      assert.ok(Math.abs(Date.now() - 30 * MINUTE - shared) < 2 * MINUTE, 'the middle of the last hour');
    }
    await timeline.page.mouse.down();
    await timeline.page.mouse.move(x(0.75), box.y + 60, { steps: 4 });
    await timeline.page.mouse.up();
    const from = await timeline.until(
      () => timeline.params().get('from') ?? '',
      (value) => value !== 'now-1h'
    );
    const began = /^\d+$/.test(from) ? Number(from) : Date.parse(from);
    assert.ok(Math.abs(Date.now() - 30 * MINUTE - began) < 2 * MINUTE, from);
    assert.deepEqual(timeline.errors, []);
  });

  it('keep to the busiest lanes where that is asked', async () => {
    const timeline = await open(TIMELINE, { expr: own(), options: { maxLanes: 1, lanes: 'reason' } });
    await timeline.page.getByRole('button', { name: 'BackOff' }).waitFor();
    assert.equal(await timeline.page.getByRole('button', { name: 'Completed' }).count(), 0);
  });

  it('open the app with the query of the panel and what was clicked', async () => {
    const table = await open(TABLE, { expr: `${own()} |= "Back-off"`, options: { valueClick: 'app' } });
    await table.rowTexts();
    await table.rows.first().getByRole('button', { name: 'BackOff' }).click();
    const params = await table.until(
      () => table.params(),
      (found) => found.has('f')
    );
    assert.deepEqual(params.getAll('f').sort(), [`_namespace=${namespace}`, 'reason=BackOff']);
    assert.deepEqual(params.getAll('q'), ['c:Back-off']);
  });

  it("set the dashboard's variable of that name", { skip: GRAFANA_ONLY }, async () => {
    const variable = { name: 'reason', type: 'textbox', query: '', current: { value: '', text: '' } };
    await saveDashboard(world, [panelOn(TABLE, { expr: own() })], 'now-3h', [variable]);
    page = await EventsPage.blank(world);
    await page.page.goto(`${world.url}/d/spec`);
    await page.rowTexts();
    await page.rows.first().getByRole('button', { name: 'BackOff' }).click();
    await page.until(
      () => page.params().get('var-reason'),
      (value) => value === 'BackOff'
    );
  });

  describe('whatever a dashboard does with its queries', { skip: GRAFANA_ONLY }, () => {
    const loki = (expr: string, refId = 'A') => ({ ...panelOn(TABLE, { expr }).targets[0], refId });
    /** How the panel is changed, and which events it shows then: some, or what it says in their place. */
    const cases: Record<string, { change: object; says?: RegExp }> = {
      'two queries': { change: { targets: [loki('{_kind=~".+"}'), loki('{_kind="Pod"}', 'B')] } },
      'log lines beside a count': {
        change: { targets: [loki('{_kind=~".+"}'), loki('sum(count_over_time({_kind=~".+"}[5m]))', 'B')] },
      },
      'metadata as further columns, one a number': {
        change: {
          transformations: [
            { id: 'extractFields', options: { source: 'labels' } },
            {
              id: 'convertFieldType',
              options: { conversions: [{ targetField: 'count', destinationType: 'number' }] },
            },
          ],
        },
      },
      'queries merged': {
        change: {
          targets: [loki('{_kind=~".+"}'), loki('{_kind="Pod"}', 'B')],
          transformations: [{ id: 'merge', options: {} }],
        },
      },
      'a data source that is gone': {
        change: {
          datasource: { type: 'loki', uid: 'gone' },
          targets: [{ ...loki('{_kind=~".+"}'), datasource: { type: 'loki', uid: 'gone' } }],
        },
        says: /Query failed/,
      },
      'a query that cannot be read': { change: { targets: [loki('{_kind=~".+"} |= ')] }, says: /Query failed/ },
      'another kind of data source': {
        change: {
          datasource: { type: 'grafana', uid: '-- Grafana --' },
          targets: [{ refId: 'A', queryType: 'randomWalk', datasource: { type: 'grafana', uid: '-- Grafana --' } }],
        },
        says: /returns numbers, not log lines/,
      },
    };
    for (const [name, { change, says }] of Object.entries(cases)) {
      for (const [type, shown] of [
        [TABLE, testIds.row],
        [TIMELINE, testIds.timeline],
      ] as const) {
        it(`${name}: ${type}`, async () => {
          await saveDashboard(world, [{ ...panelOn(type, { expr: '{_kind=~".+"}' }), ...change }]);
          page = await EventsPage.blank(world);
          await page.page.goto(`${world.url}/d/spec`);
          if (says) {
            await page.get(testIds.empty).getByText(says).waitFor();
          } else {
            await page.get(shown).first().waitFor();
          }
        });
      }
    }

    it('a panel for each value of a variable', async () => {
      const values = [namespace, 'hostile'];
      const variable = {
        name: 'ns',
        type: 'custom',
        multi: true,
        query: values.join(','),
        current: { value: values, text: values },
      };
      const panel = { ...panelOn(TABLE, { expr: '{_namespace="$ns"}' }), repeat: 'ns', repeatDirection: 'h' };
      await saveDashboard(world, [panel], 'now-3h', [variable]);
      page = await EventsPage.blank(world);
      await page.page.goto(`${world.url}/d/spec`);
      await page.until(
        () => page.get(testIds.list).count(),
        (lists) => lists === values.length
      );
    });
  });

  it('are known to Grafana with their names and logos', { skip: GRAFANA_ONLY }, async () => {
    const plugins = await grafanaApi<Array<{ id: string; info: { logos: { small: string } } }>>(world, '/api/plugins');
    for (const id of [TABLE, TIMELINE, 'lokievents-problems-panel']) {
      const { info } = plugins.find((plugin) => plugin.id === id) ?? assert.fail(`no ${id}`);
      const logo = await fetch(`${world.url}/${info.logos.small}`);
      assert.match(logo.headers.get('content-type') ?? '', /svg/);
    }
  });
});
