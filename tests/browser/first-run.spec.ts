import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { ID } from '../../src/view/appId.ts';
import { type AppSettings } from '../../src/view/settings.ts';
import { parseMatchers } from '../../pkg/logql/src/index.ts';
import { testIds } from '../../src/shared/testIds.ts';
import { push } from '../loki/loki.ts';
import { PROGRAMS, storedBy, storedByUs } from '../loki/programs.ts';
import { EventsPage } from './support/EventsPage.ts';
import { startWorld, type World } from './support/world.ts';

const HOST_ONLY = process.env.GRAFANA_URL ? 'needs a Loki that holds nothing else' : false;
const ALLOY = PROGRAMS.find(({ name }) => name === 'alloy-logfmt')!;
const WATCH = PROGRAMS.find(({ name }) => name === 'watch-json')!;

describe('the first run on a Loki that holds the events of other programs alone', { skip: HOST_ONLY }, () => {
  let world: World;
  let page: EventsPage | undefined;

  before(async () => {
    world = await startWorld();
    for (const program of [ALLOY, WATCH]) {
      await push(world.loki, storedBy(program, {}, Date.now()).entries);
    }
    const logs = { labels: { service_name: 'kube-proxy' }, metadata: {} };
    await push(world.loki, [{ ...logs, timestampNs: BigInt(Date.now()) * 1_000_000n, line: 'no event' }]);
  });
  after(() => world?.close());
  afterEach(async () => {
    const opened = page;
    page = undefined;
    await opened?.closeClean();
  });

  const open = async (path: string): Promise<EventsPage> => {
    page = await EventsPage.blank(world);
    await page.page.goto(`${world.url}/a/${ID}/${path}`);
    return page;
  };
  const settings = async (): Promise<AppSettings> =>
    ((await (await fetch(`${world.url}/api/plugins/${ID}/settings`)).json()) as { jsonData: AppSettings }).jsonData;

  it('says which data source could not be searched', async () => {
    page = await EventsPage.blank(world);
    await page.page.route(/label\/service_name\/values/, (route) => route.fulfill({ status: 502, json: {} }));
    await page.page.goto(`${world.url}/a/${ID}/events?viewer`);
    await page
      .get(testIds.empty)
      .getByText(/^Could not search these data sources .*: Loki$/)
      .waitFor();
    await page.page.unroute(/label\/service_name\/values/);
    await page.get(testIds.empty).getByRole('button', { name: 'Check again' }).click();
    await page.get(testIds.otherPrograms).waitFor();
    assert.equal(await page.page.getByText(/^Could not search/).count(), 0);
    // Of the answer that failed.
    page.errors.length = 0;
  });

  it('keeps the choice of a person who may not change the configuration in the address', async () => {
    const events = await open('events?viewer');
    await events.get(testIds.otherPrograms).getByText('kept in the address').waitFor();
    await events.get(testIds.otherPrograms).getByRole('button', { name: 'Use these' }).click();
    await events.get(testIds.row).first().waitFor();
    assert.match(new URL(events.page.url()).searchParams.get('base') ?? '', /^service_name=~/);
    assert.equal((await settings()).baseSelector, undefined);
  });

  it('saves the choice of an administrator, and reads the events at once', async () => {
    const events = await open('events');
    const found = events.get(testIds.otherPrograms);
    await found.waitFor();
    const text = await found.innerText();
    assert.match(text, /Grafana Alloy \(loki\.source\.kubernetes_events\): 18 events in the last 3 hours/);
    assert.match(text, /OpenTelemetry \(otel-watch\): 18 events in the last 3 hours/);
    assert.doesNotMatch(text, /kube-proxy|-- Grafana --/);
    await found.getByRole('button', { name: 'Use these' }).click();
    await events.get(testIds.row).first().waitFor();
    assert.deepEqual(parseMatchers((await settings()).baseSelector ?? ''), [
      { label: 'service_name', op: '=~', value: 'kubernetes-events|loki\\.source\\.kubernetes_events|otel-watch' },
    ]);
  });

  it('shows them on every page from then on', async () => {
    for (const [path, [id, text]] of Object.entries(PAGES)) {
      const events = await open(path);
      await events.get(id).filter({ hasText: text }).first().waitFor();
      assert.deepEqual(events.errors, [], path);
      await page?.close();
    }
    page = undefined;
  });

  it('shows them live, as they are stored', async () => {
    const events = await open('live?f=_kind%3DPod');
    await events.until(
      () => events.get(testIds.liveState).getAttribute('data-state'),
      (state) => state === 'live'
    );
    const [newest] = storedBy(ALLOY, {}, Date.now()).entries.filter(({ line }) => line.includes('Liveness probe'));
    const line = newest!.line.replace('Liveness probe', 'Startup probe');
    await push(world.loki, [{ ...newest!, line, timestampNs: BigInt(Date.now()) * 1_000_000n }]);
    await events.get(testIds.row).filter({ hasText: 'Startup probe failed' }).first().waitFor();
    assert.equal(await events.get(testIds.row).filter({ hasText: 'NodeNotReady' }).count(), 0);
  });

  it('says in the configuration who stores them', async () => {
    page = await EventsPage.blank(world);
    await page.page.goto(`${world.url}/plugins/${ID}?page=configuration`);
    await page.page.getByRole('button', { name: 'Test' }).click();
    const text = await page.get(testIds.sourceCheck).innerText();
    assert.match(text, /Stored by: (Grafana Alloy|OpenTelemetry)/);
    assert.doesNotMatch(text, /Structured metadata|No stream has/);
  });

  it('filters and groups them as it does ours', async () => {
    const events = await open('events?f=_kind%3DPod&f=_namespace%3Dpayments');
    await events.get(testIds.row).first().waitFor();
    const text = await events.page.locator('body').innerText();
    assert.match(text, /worker-0/);
    assert.doesNotMatch(text, /nginx/);
  });

  it('shows what this collector stores from later on, too, and offers it alone', async () => {
    await push(world.loki, ownEntries());
    const events = await open('events');
    await events.rows.filter({ hasText: OF_OURS }).first().waitFor();
    await events.rows.filter({ hasText: OF_OTHERS }).first().waitFor();
    await events.get(testIds.storedTwice).getByRole('button', { name: "Show this collector's events alone" }).click();
    await events.get(testIds.storedTwice).waitFor({ state: 'detached' });
    await events.rows.filter({ hasText: OF_OURS }).first().waitFor();
    await events.until(
      () => events.rows.filter({ hasText: OF_OTHERS }).count(),
      (count) => count === 0
    );
    assert.equal(new URL(events.page.url()).searchParams.get('base'), 'service_name="kubernetes-events"');
  });
});

describe('other programs that begin to store events beside this collector', { skip: HOST_ONLY }, () => {
  let world: World;
  let page: EventsPage | undefined;

  before(async () => {
    world = await startWorld();
    await push(world.loki, ownEntries());
    await push(world.loki, storedBy(ALLOY, {}, Date.now()).entries);
  });
  after(() => world?.close());
  afterEach(async () => {
    const opened = page;
    page = undefined;
    await opened?.closeClean();
  });

  it('change nothing in the app', async () => {
    page = await EventsPage.open(world, 'events');
    await page.rows.filter({ hasText: OF_OURS }).first().waitFor();
    assert.equal(await page.rows.filter({ hasText: OF_OTHERS }).count(), 0);
    assert.equal(await page.get(testIds.storedTwice).count(), 0);
  });

  it('are shown with it once their streams are selected', async () => {
    const base = 'service_name=~"kubernetes-events|loki.source.kubernetes_events"';
    page = await EventsPage.open(world, 'events', { base });
    await page.rows.filter({ hasText: OF_OURS }).first().waitFor();
    await page.rows.filter({ hasText: OF_OTHERS }).first().waitFor();
    assert.match(await page.get(testIds.storedTwice).innerText(), /listed and counted twice/);
  });
});

/** What messages of this collector and of the other programs say: each stores an event that the other does not. */
const OF_OURS = 'Startup probe failed';
const OF_OTHERS = 'Liveness probe failed';

const ownEntries = () =>
  storedByUs({}, Date.now()).entries.map((entry) => ({ ...entry, line: entry.line.replace(OF_OTHERS, OF_OURS) }));

/** Each page, and what is on it once it shows events. */
const PAGES: Readonly<Record<string, [id: string, text: RegExp]>> = {
  events: [testIds.row, /Back-off restarting failed container worker/],
  timeline: [testIds.timeline, /payments/],
  groups: [testIds.groups, /payments/],
  compare: [testIds.compare, /./],
  problems: [testIds.problemRow, /worker-0/],
  'story?kind=Pod&ns=payments&name=worker-0': [testIds.story, /Back-off restarting failed container worker/],
};
