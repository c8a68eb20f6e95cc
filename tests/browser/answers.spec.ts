import assert from 'node:assert/strict';
import { type IncomingMessage } from 'node:http';
import { after, afterEach, before, describe, it } from 'node:test';
import { type Entry, entryOf } from '../../pkg/event/src/index.ts';
import { testIds } from '../../src/shared/testIds.ts';
import { type Fault, FaultyProxy } from '../fakes/proxy.ts';
import { push } from '../loki/loki.ts';
import { eventAt } from './support/entries.ts';
import { EventsPage } from './support/EventsPage.ts';
import { saveSettings } from './support/settings.ts';
import { startWorld, type World } from './support/world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const LABEL = 'k8s_cluster';
/** The shortest part of the range that is counted, and how many of them hold the events of these objects. */
const PART_MS = 5 * MINUTE;
const PARTS = 3;
/** More than the 300 values that a menu loads, and in any two parts more than the 500 groups that Loki counts at once. */
const MANY = PARTS * 270;
/** Shorter than any search for older events (Loki: limits_config.max_query_length). */
const MAX_QUERY = 12 * HOUR;

const nameOf = (at: number) => `pod-${String(at).padStart(3, '0')}`;

/** Without the line breaks between cells, and between the two halves of a long name. */
const joined = (text: string) => text.replace(/\s+/g, '');

/** What a request asks Loki. */
const asked = (request: IncomingMessage) => new URL(request.url ?? '/', 'http://loki').searchParams;

/** How long a range a request is about, in milliseconds. */
function lengthOf(request: IncomingMessage): number {
  const params = asked(request);
  return (Number(params.get('end')) - Number(params.get('start'))) / 1e6;
}

/** Answers all requests to Loki that match with an error. */
const failing =
  (matches: (request: IncomingMessage) => boolean, status = 502, words = 'bad gateway (injected)'): Fault =>
  (request, response) => {
    if (!request.url?.includes('/query') || !matches(request)) {
      return false;
    }
    response.writeHead(status, { 'content-type': 'text/plain' });
    response.end(words);
    return true;
  };

describe('what a page says', { skip: process.env.GRAFANA_URL ? 'needs a Loki with faults' : false }, () => {
  let world: World;
  let loki: FaultyProxy;
  let page: EventsPage;
  const now = Date.now();
  const crowdMs = Math.floor((now - 100 * MINUTE) / PART_MS) * PART_MS;
  const open = async (params: Record<string, string>, path = 'events') => {
    page = await EventsPage.open(world, path, params);
  };
  const shows = (id: string, ...expected: Array<string | RegExp>) =>
    page.until(
      () => page.get(id).innerText(),
      (text) => expected.every((part) => (typeof part === 'string' ? text.includes(part) : part.test(text))),
      20_000
    );
  const inCluster = (cluster: string, ...[ms, change]: Parameters<typeof eventAt>): Entry =>
    entryOf(eventAt(ms, change), 1, { staticLabels: { [LABEL]: cluster } });

  before(async () => {
    world = await startWorld({
      inFront: async (url) => (loki = await FaultyProxy.start(url)).url,
      lokiConfig: { limits_config: { max_query_length: `${MAX_QUERY / HOUR}h` } },
    });
    await saveSettings(world, { clusterLabel: LABEL });
    await push(world.loki, [
      ...Array.from({ length: MANY }, (_, at) =>
        // The later ones happened more often: the first are in no list of the most frequent ones.
        Array.from({ length: at < MANY / 2 ? 1 : 2 }, (__, time) =>
          inCluster('eu', crowdMs + Math.floor((at * PARTS * PART_MS) / MANY) + time, {
            name: nameOf(at),
            namespace: 'crowd',
          })
        )
      ).flat(),
      inCluster('us', now - 5 * MINUTE, { name: 'lone', namespace: 'quiet', reason: 'Killing', type: 'Normal' }),
    ]);
  });
  afterEach(async () => {
    loki.fault = () => false;
    await page.close();
  });
  after(async () => {
    await saveSettings(world, {});
    await world.close();
    loki.close();
  });

  describe('about values that no event has', () => {
    it('finds values of the configured cluster label', async () => {
      await open({ f: 'cluster=eu', q: ':there is no such text' });
      const text = await shows(testIds.empty, 'No event passes these filters', 'are filtered out');
      assert.doesNotMatch(text, /No event in this time range has/);
    });

    it('names the cluster that does not exist, and suggests the one that does', async () => {
      await open({ f: 'cluster=uss' });
      await shows(testIds.empty, 'No event in this time range has Cluster = uss', 'Did you mean us?');
    });

    it('suggests a value that is not among the most frequent ones', async () => {
      const meant = nameOf(7);
      await open({ f: `name=${meant}x` });
      await shows(testIds.empty, `No event in this time range has Object name = ${meant}x`, `Did you mean ${meant}?`);
      await page.page.getByRole('button', { name: `Did you mean ${meant}?` }).click();
      await page.rows.filter({ hasText: meant }).waitFor();
    });

    it('finds a value in Loki that the menu has not loaded', async () => {
      await open({ f: 'name!=lone' });
      await page.get(testIds.filter('name')).click();
      await page.page.getByText('There are more values. Search to find them in Loki.').waitFor();
      assert.equal(await page.get(testIds.filterValue(nameOf(3))).count(), 0);
      await page.get(testIds.filterSearch).fill('OD-003');
      await page.get(testIds.filterValue(nameOf(3))).click();
      assert.ok(
        page
          .params()
          .getAll('f')
          .includes(`name=${nameOf(3)}`),
        page.page.url()
      );
    });
  });

  describe('about a time range without events', () => {
    const EMPTY = { from: String(now - 10 * HOUR), to: String(now - 9 * HOUR) };

    it('says so if Loki allows no query as long as the search for older events', async () => {
      await open(EMPTY);
      await shows(
        testIds.empty,
        'No events in this time range',
        /searched for older events: .*query time range exceeds/
      );
      assert.equal(await page.get(testIds.loading).count(), 0);
    });

    it('says so while a slow Loki still searches for older events, and what it found then', async () => {
      let search: () => void = () => undefined;
      const released = new Promise<void>((resolve) => (search = resolve));
      loki.fault = async (request, response) => {
        if (lengthOf(request) > MAX_QUERY) {
          await released;
          return failing(() => true, 504, 'context deadline exceeded (injected)')(request, response);
        }
        return false;
      };
      await open(EMPTY);
      await shows(testIds.empty, 'No events in this time range', 'Searching for older events');
      search();
      await shows(testIds.empty, 'No events in this time range', /searched for older events: .*deadline exceeded/);
      loki.fault = () => false;
      await page.page.getByRole('button', { name: 'Try again' }).click();
      await shows(testIds.empty, /searched for older events: .*query time range exceeds/);
    });
  });

  describe('in the details of an event', () => {
    const ROLLOUT = 'rollout';
    const at = now - 20 * MINUTE;
    const web = { namespace: ROLLOUT, name: 'web-7d4b9c6f5d-x2x4z' };

    before(async () => {
      await push(
        world.loki,
        [
          ...Array.from({ length: 30 }, (_, n) =>
            inCluster('eu', at - n * 1000 - 1000, { ...web, reason: 'Unhealthy' })
          ),
          inCluster('eu', at - 10 * MINUTE, { ...web, reason: 'Pulled', type: 'Normal', message: 'Pulled it' }),
          inCluster('eu', at, { ...web, reason: 'Killing', message: 'Stopping it' }),
          ...Array.from({ length: 12 }, (_, n) => inCluster('eu', at + n * 1000 + 1000, { ...web, reason: 'BackOff' })),
        ].reverse()
      );
    });

    const openKilling = async () => {
      await open({ f: '_namespace=rollout', q: ':Stopping it' });
      await page.rows.filter({ hasText: 'Killing' }).click();
    };

    it('shows repeats around the event as one line with their number, before and after it', async () => {
      await openKilling();
      const around = page.get(testIds.details).getByRole('listitem');
      const lines = await page.until(
        () => around.allInnerTexts(),
        (texts) => texts.some((text) => text.includes('Pulled'))
      );
      const shown = lines.filter((line) => /BackOff|Killing|Unhealthy|Pulled/.test(line));
      assert.deepEqual(
        shown.map((line) => /(BackOff|Killing|Unhealthy|Pulled)(?: ×\d+)?/.exec(line)?.[0]),
        ['BackOff ×12', 'Killing', 'Unhealthy ×30', 'Pulled']
      );
      assert.doesNotMatch(await page.get(testIds.details).innerText(), /Only the nearest events/);
    });

    it('says that the kubelet may have dropped events about an object with many, and not about others', async () => {
      await openKilling();
      await shows(testIds.details, 'kubelet may have dropped events about this object');
      await open({ f: '_namespace=rollout', q: ':Pulled it' });
      await page.rows.filter({ hasText: 'Pulled' }).click();
      const text = await shows(testIds.details, /Unhealthy ×30/);
      assert.doesNotMatch(text, /may have dropped/);
    });

    it('says that the events around it could not be loaded, and loads them again', async () => {
      loki.fault = failing((request) => /name=.web-7d4b9c6f5d-x2x4z/.test(asked(request).get('query') ?? ''));
      await openKilling();
      const text = await shows(testIds.details, /around this one could not be loaded: .*bad gateway/);
      assert.doesNotMatch(text, /Nothing else/);
      loki.fault = () => false;
      await page.get(testIds.details).getByRole('button', { name: 'Try again' }).click();
      await shows(testIds.details, /BackOff ×12/, /Unhealthy ×30/);
    });

    it('says that the event of a link is not in Loki', async () => {
      await open({ event: `${now - 30 * MINUTE}000000/no-such-event/1` });
      await shows(testIds.details, 'This event is not in Loki');
    });

    it('says that the event of a link could not be loaded', async () => {
      // Nothing else is queried for so short a time. Nanoseconds lose their last digits in a number.
      loki.fault = failing((request) => lengthOf(request) < 2);
      await open({ event: `${now - 30 * MINUTE}000000/no-such-event/1` });
      const text = await shows(testIds.details, 'bad gateway');
      assert.doesNotMatch(text, /not in Loki/);
    });
  });

  it('folds the same event of several pods into one row of their workload, with exact numbers', async () => {
    const pods = ['web-7d4b9c6f5d-x2x4z', 'web-7d4b9c6f5d-q9q8w', 'web-7d4b9c6f5d-zzzzz'];
    const uidOf = (pod: string) => `3f2b1c4d-0000-4000-8000-00000000000${pods.indexOf(pod)}`;
    await push(
      world.loki,
      pods.flatMap((name, at) => {
        const event = eventAt(now - 4 * MINUTE + at * 1000, {
          name,
          namespace: 'folded',
          message: `Back-off restarting failed container main in pod ${name}_folded(${uidOf(name)})`,
          source: { component: 'kubelet', host: `node-${at % 2}` },
        });
        return [
          entryOf({ ...event, count: 3 }, 3, { staticLabels: { [LABEL]: 'eu' } }, { workload: 'Deployment/web' }),
          entryOf(
            {
              ...eventAt(now - 3 * MINUTE + at * 1000),
              ...event,
              count: 5,
              lastTimestamp: new Date(now - 3 * MINUTE + at * 1000).toISOString(),
            },
            2,
            { staticLabels: { [LABEL]: 'eu' } },
            { workload: 'Deployment/web' }
          ),
        ];
      })
    );
    await open({ f: '_namespace=folded', cols: 'reason,object,message,count,host' });
    const [row = ''] = await page.until(
      () => page.rows.allInnerTexts(),
      (rows) => rows.length === 1
    );
    assert.match(joined(row), /BackOffDeploymentweb3pods/);
    assert.match(row, /×15\b/);
    assert.match(row, /2 hosts/);
    await shows(testIds.totals, /\b15 occurrences/);
    await page.rows.getByRole('button', { name: /15 times in/ }).click();
    await page.until(
      () => page.rows.allInnerTexts(),
      (rows) =>
        rows.length === 7 &&
        pods.every((pod) => rows.slice(1).filter((text) => joined(text).includes(`Pod${pod}`)).length === 2)
    );
    await page.rows.first().click({ position: { x: 20, y: 10 } });
    await page.page.keyboard.press('Escape');
    await page.get(testIds.details).waitFor({ state: 'detached' });
    await page.page.keyboard.press('s');
    await page.get(testIds.story).waitFor();
    assert.deepEqual([page.params().get('kind'), page.params().get('name')], ['Deployment', 'web']);
  });
});
