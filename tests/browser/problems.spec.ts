import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { type Entry, entryOf } from '../../pkg/event/src/index.ts';
import { testIds } from '../../src/shared/testIds.ts';
import { push } from '../loki/loki.ts';
import { seriousFaults } from './support/axe.ts';
import { openPanel } from './support/panels.ts';
import { EventsPage } from './support/EventsPage.ts';
import { eventAt, lifeAndDeath } from './support/entries.ts';
import { startWorld, type World } from './support/world.ts';

const MINUTE = 60_000;
/** Other specs write to the same Loki where that is a real Grafana's. */
const CLUSTER = 'incidents';
const IN_CLUSTER = `cluster=${CLUSTER}`;
/** The ids of the problems below. */
const OOM = `${CLUSTER}|shop|Deployment/web|oom`;
const REGISTRY = `${CLUSTER}||Registry/registry.internal:5000|image`;

/** A Deployment that runs out of memory since a change of its limit, and two whose images cannot be pulled. */
function incidents(now: number): Entry[] {
  const pulls = ['api', 'worker'].flatMap((name) =>
    [9, 6, 3, 1].map((ago) =>
      entryOf(
        eventAt(now - ago * MINUTE, {
          name: `${name}-5c9f8d7b6-abcde`,
          namespace: 'billing',
          reason: 'Failed',
          message: `Failed to pull image "registry.internal:5000/billing/${name}:2": dial tcp 10.0.0.9:5000: connect: connection refused`,
        }),
        1,
        {},
        { workload: `Deployment/${name}` }
      )
    )
  );
  const logs = [0, 1].map((at): Entry => ({
    labels: { namespace: 'shop', pod: 'web-7f9c5d6b8-x2x8k', container: 'main' },
    timestampNs: BigInt(now - 8 * MINUTE + at) * 1_000_000n,
    line: at === 0 ? 'loading 40,000 orders' : 'cache is at 63 MiB',
    metadata: {},
  }));
  const events = [...lifeAndDeath(now - 15 * MINUTE, 4), ...pulls];
  return [...events.map((entry) => ({ ...entry, labels: { ...entry.labels, cluster: CLUSTER } })), ...logs];
}

describe('problems', () => {
  let world: World;
  let page: EventsPage | undefined;
  const open = async (params: Record<string, string> = {}, viewport?: { width: number; height: number }) => {
    page = await EventsPage.open(world, 'problems', [['f', IN_CLUSTER], ...Object.entries(params)], viewport);
    return page;
  };
  /** The ids of the problems in the list, in its order. */
  const ids = async (events: EventsPage) => {
    await events.get(testIds.problemRow).first().waitFor();
    // All at one instant: the list changes while problems are read.
    return events
      .get(testIds.problemRow)
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-problem') ?? ''));
  };
  const shown = (events: EventsPage) => events.get(testIds.problem).getByRole('heading', { level: 1 });
  /** Waits until all problems are read: those that share a cause are one then. */
  const found = (events: EventsPage) =>
    events.until(
      () => ids(events),
      (rows) => rows.length === 2,
      30_000
    );

  before(async () => {
    world = await startWorld();
    await push(world.loki, incidents(Date.now()));
  });
  afterEach(async () => {
    assert.deepEqual(page?.errors ?? [], []);
    await page?.close();
    page = undefined;
  });
  after(() => world?.close());

  it('is where the app opens', async () => {
    page = await EventsPage.blank(world);
    await page.goto('');
    await ids(page);
    assert.match(page.page.url(), /\/problems/);
  });

  it('shows what is broken, the most urgent first, and what workloads share as one', async () => {
    const events = await open();
    assert.deepEqual(await found(events), [REGISTRY, OOM]);
    const members = events.page.locator('section', { hasText: 'Affected workloads' }).getByRole('listitem');
    await members.nth(1).waitFor();
    assert.equal(await members.count(), 2);
  });

  it('shows on one screen how it dies, what was before it, what to check, and what the pod wrote', async () => {
    const events = await open({ problem: OOM });
    await found(events);
    const text = await events.until(
      () => events.get(testIds.problem).innerText(),
      (all) => all.includes('cache is at 63 MiB'),
      30_000
    );
    assert.match(text, /Container main was OOM killed \(exit code 137, memory limit 64Mi\), 4 times, 1 pod/);
    assert.match(text, /How it dies[\s\S]*exit code 137[\s\S]*after 43s, restart 3/);
    assert.match(text, /2 min before\s*Revision 12: memory limit of main 256Mi → 64Mi; env LOG_LEVEL changed; by helm/);
    assert.match(text, /kubectl describe Pod web-7f9c5d6b8-x2x8k -n shop/);
  });

  it('is chosen by mouse and by keys, and the address holds it', async () => {
    const events = await open();
    await found(events);
    await events.get(testIds.problemRow).nth(1).click();
    assert.equal(await shown(events).innerText(), 'web: out of memory');
    assert.equal(events.params().get('problem'), OOM);
    await events.page.keyboard.press('k');
    assert.match(await shown(events).innerText(), /^registry\.internal:5000/);
    await events.page.keyboard.press('j');
    await events.page.reload();
    await found(events);
    assert.equal(await shown(events).innerText(), 'web: out of memory');
  });

  it('leads from its evidence to the event, to the story, and back', async () => {
    const events = await open({ problem: OOM });
    await found(events);
    await events
      .get(testIds.problem)
      .getByRole('button', { name: /^Revision 12/ })
      .click();
    await events.get(testIds.details).getByText('NewRevision').first().waitFor();
    await events.page.keyboard.press('Escape');
    await events.get(testIds.problem).getByRole('button', { name: 'Story' }).click();
    await events.get(testIds.story).waitFor();
    await events.page.goBack();
    await found(events);
    assert.equal(await shown(events).innerText(), 'web: out of memory');
  });

  it('is copied as the skeleton of a post-mortem', async () => {
    const events = await open({ problem: OOM });
    await found(events);
    await events.get(testIds.problem).getByRole('button', { name: 'Copy as' }).click();
    await events.page.getByRole('menuitem', { name: /post-mortem/ }).click();
    const copied = await events.until(
      () => events.page.evaluate(() => navigator.clipboard.readText()),
      (text) => text.startsWith('# web: out of memory')
    );
    assert.match(copied, /\| \[.*\]\(http.*\/events\?.*event=.*\) \| Revision 12: memory limit/);
  });

  it('is muted, which is said, and shown again', async () => {
    const events = await open({ problem: OOM });
    await found(events);
    await events.get(testIds.problem).getByRole('button', { name: 'Mute' }).click();
    await events.page.getByRole('menuitem', { name: 'For an hour' }).click();
    await events.until(
      () => ids(events),
      (rows) => rows.length === 1,
      30_000
    );
    await events.page.reload();
    await events.page.getByRole('button', { name: 'Show muted (1)' }).click();
    await found(events);
    await events.get(testIds.problemRow).filter({ hasText: 'web' }).click();
    await events.get(testIds.problem).getByRole('button', { name: 'Unmute' }).click();
    await events.page.getByRole('button', { name: /muted/ }).waitFor({ state: 'detached' });
  });

  describe('muted by a rule', () => {
    const dialog = (events: EventsPage) => events.page.getByRole('dialog', { name: 'Muted problems' });
    const count = (events: EventsPage, n: number) =>
      events.until(
        () => ids(events),
        (rows) => rows.length === n,
        30_000
      );

    it('are hidden by mouse, counted, listed with what each rule hides, and shown once it is removed', async () => {
      const events = await open({ problem: OOM });
      await found(events);
      await events.get(testIds.problem).getByRole('button', { name: 'Mute' }).click();
      await events.page.getByRole('menuitem', { name: 'By a rule…' }).click();
      const rule = dialog(events);
      assert.equal(await rule.getByLabel('Workload').inputValue(), 'Deployment/web');
      await rule.getByText('Hides 1 of the 2 problems in this range: web: out of memory').waitFor();
      await rule.getByLabel('Workload').fill('api*');
      await rule.getByText('Hides none of the 2 problems in this range').waitFor();
      await rule.getByLabel('Workload').fill('w*');
      await rule.getByLabel('Reason or message contains').fill('MEMORY LIMIT');
      await rule.getByRole('radio', { name: 'Until removed' }).click();
      await rule.getByRole('button', { name: 'Mute', exact: true }).click();
      await rule.waitFor({ state: 'detached' });
      await count(events, 1);
      await events.page.reload();
      await events.page.getByRole('button', { name: 'Show muted (1)' }).click();
      await found(events);
      await events.get(testIds.problemRow).filter({ hasText: 'web' }).click();
      await events
        .get(testIds.problem)
        .getByText(
          /You have muted it until removed: Cluster incidents, Namespace shop, Workload w\*, Failure out of memory/
        )
        .waitFor();
      await events.page.getByRole('button', { name: 'Mutes', exact: true }).click();
      const mute = dialog(events).getByTestId(testIds.mute);
      assert.match(await mute.innerText(), /MEMORY LIMIT until removed\s+Hides 1 of the 2 problems/);
      await mute.getByRole('button', { name: /^Remove the mute/ }).click();
      await mute.waitFor({ state: 'detached' });
      await events.page.keyboard.press('Escape');
      await events.page.getByRole('button', { name: /[Mm]ute[ds]/ }).waitFor({ state: 'detached' });
      await found(events);
    });

    it('are hidden by keys alone, and a rule that hides everything cannot be made', async () => {
      const events = await open({ problem: OOM });
      await found(events);
      const { keyboard } = events.page;
      await events.get(testIds.problem).getByRole('button', { name: 'Mute' }).focus();
      await keyboard.press('Enter');
      await events.page.getByRole('menu').waitFor();
      await keyboard.press('ArrowUp');
      await events.until(
        () => events.page.evaluate(() => document.activeElement?.textContent),
        (text) => text === 'By a rule…'
      );
      await keyboard.press('Enter');
      const rule = dialog(events);
      await rule.getByLabel('Cluster').focus();
      const type = async (text: string) => {
        await keyboard.press('Control+a');
        await (text ? keyboard.type(text) : keyboard.press('Delete'));
        await keyboard.press('Tab');
      };
      await type('');
      await type('');
      await type('');
      await rule.getByLabel('Failure').focus();
      await keyboard.press('ArrowDown');
      await events.page.getByRole('option', { name: 'Any' }).waitFor();
      await keyboard.press('Home');
      await keyboard.press('Enter');
      await rule.getByText('Fill in at least one condition.').waitFor();
      assert.ok(await rule.getByRole('button', { name: 'Mute', exact: true }).isDisabled());
      await rule.getByLabel('Namespace').focus();
      await keyboard.type('bill*');
      await rule.getByText(/Hides 1 of the 2 problems in this range: registry\.internal/).waitFor();
      await keyboard.press('Enter');
      await rule.waitFor({ state: 'detached' });
      await count(events, 1);
      assert.deepEqual(await ids(events), [OOM]);
    });

    it('are shown again when its time is over', async () => {
      const events = await open();
      await found(events);
      await events.get(testIds.problem).getByRole('button', { name: 'Mute' }).click();
      await events.page.getByRole('menuitem', { name: 'For an hour' }).click();
      await count(events, 1);
      // As if the hour were nearly over.
      await events.page.evaluate(() => {
        const key = Object.keys(localStorage).find((name) => name.endsWith(':mutes')) ?? '';
        const mutes = JSON.parse(localStorage.getItem(key) ?? '[]') as Array<{ untilMs: number }>;
        localStorage.setItem(key, JSON.stringify(mutes.map((mute) => ({ ...mute, untilMs: Date.now() + 8000 }))));
      });
      await events.page.reload();
      await events.page.getByRole('button', { name: 'Show muted (1)' }).waitFor();
      await found(events);
      await events.page.getByRole('button', { name: 'Show muted (1)' }).waitFor({ state: 'detached' });
    });
  });

  it('is found in what the filters pass alone', async () => {
    const events = await open({ f: '_namespace=shop' });
    await events.until(
      () => ids(events),
      (rows) => rows.join() === OOM,
      30_000
    );
  });

  describe('among others', () => {
    const [NODES, REFRESHED] = ['nodes', 'refreshed'];
    /** Back-offs of a workload's pod, now and some minutes before. */
    const crashing = (cluster: string, name: string, host: string): Entry[] =>
      [9, 6, 3, 0].map((ago) => {
        const event = { name: `${name}-5c9f8d7b6-abcde`, namespace: 'shop', source: { component: 'kubelet', host } };
        const options = { staticLabels: { cluster } };
        return entryOf(eventAt(Date.now() - ago * MINUTE, event), 1, options, { workload: `Deployment/${name}` });
      });
    const idOf = (cluster: string, name: string) => `${cluster}|shop|Deployment/${name}|crash`;

    it('is found by its node, by its workload and by its cluster', async () => {
      await push(world.loki, [...crashing(NODES, 'left', 'node-left'), ...crashing(NODES, 'right', 'node-right')]);
      const [left, right] = [idOf(NODES, 'left'), idOf(NODES, 'right')];
      for (const [filter, expected] of [
        ['_host=node-left', [left]],
        ['workload=Deployment/right', [right]],
        [`cluster=${NODES}`, [left, right]],
      ] as const) {
        const events = await EventsPage.open(world, 'problems', { f: filter });
        await events.until(
          async () => (await ids(events)).sort(),
          (rows) => rows.join() === expected.join(),
          30_000
        );
        await events.close();
      }
    });

    it('stays selected while a refresh adds another, and the list never loses a row', async () => {
      await push(world.loki, [...crashing(REFRESHED, 'one', 'node-1'), ...crashing(REFRESHED, 'two', 'node-2')]);
      const two = idOf(REFRESHED, 'two');
      page = await EventsPage.open(world, 'problems', { f: `cluster=${REFRESHED}`, problem: two, refresh: '5s' });
      const events = page;
      await found(events);
      await events.page.evaluate((row) => {
        const seen = new Set<string>();
        const note = () => {
          const rows = document.querySelectorAll(`[data-testid="${row}"]`).length;
          seen.add(`${rows} ${document.querySelector('main h1, h1')?.textContent ?? ''}`);
        };
        note();
        new MutationObserver(note).observe(document.body, { childList: true, subtree: true });
        Object.assign(window, { seen });
      }, testIds.problemRow);
      await push(world.loki, crashing(REFRESHED, 'three', 'node-3'));
      await events.until(
        () => ids(events),
        (rows) => rows.length === 3,
        60_000
      );
      assert.match(await shown(events).innerText(), /^two: /);
      const seen = await events.page.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen]);
      assert.ok(seen.length >= 2, seen.join('; '));
      assert.deepEqual(
        seen.filter((one) => !/^[23] two: /.test(one)),
        []
      );
    });
  });

  it('is where the links of an alert lead: those of its action, by its labels, and of its annotation', async () => {
    const labels = JSON.stringify({
      alertname: 'Container out of memory',
      cluster: CLUSTER,
      namespace: 'shop',
      object: 'Deployment/web',
    });
    const [from, to] = [Date.now() - 60 * MINUTE, Date.now() + 60 * MINUTE].map(String) as [string, string];
    for (const [path, params] of [
      ['open', { labels, from, to }],
      [
        'problems',
        { from: 'now-3h', 'var-cluster': CLUSTER, 'var-namespace': 'shop', 'var-workload': 'Deployment/web' },
      ],
    ] as const) {
      page = await EventsPage.open(world, path, params);
      await page.until(
        () => ids(page!),
        (rows) => rows.join() === OOM,
        30_000
      );
      assert.equal(await shown(page).innerText(), 'web: out of memory');
      // The change is the Deployment's own: filtering by the workload does not hide it.
      await page
        .get(testIds.problem)
        .getByText(/^Revision 12/)
        .waitFor({ timeout: 30_000 });
      assert.equal(page.params().get('from'), params.from);
      assert.deepEqual(page.errors, []);
      await page.close();
    }
    page = undefined;
  });

  describe('as a panel', () => {
    const inPanel = async (expr: string, options: Record<string, unknown> = {}) => {
      page = await EventsPage.blank(world);
      await openPanel(world, page.page, 'lokievents-problems-panel', { expr, options });
      return page;
    };

    it('are listed as in the app, and lead there by a key with the same filters and time', async () => {
      const panel = await inPanel('{cluster="incidents", _namespace=~"shop|billing"} | reason != "Pulled"');
      assert.deepEqual(await found(panel), [REGISTRY, OOM]);
      await panel.get(testIds.problemRow).nth(1).getByText('out of memory').waitFor();
      await panel.get(testIds.problemRow).nth(1).getByRole('link').focus();
      await panel.page.keyboard.press('Enter');
      await panel.get(testIds.problem).waitFor();
      await found(panel);
      assert.equal(await shown(panel).innerText(), 'web: out of memory');
      const params = panel.params();
      assert.deepEqual([params.get('problem'), params.get('ds')], [OOM, 'loki']);
      assert.deepEqual(params.getAll('f').sort(), ['_namespace=shop,billing', IN_CLUSTER, 'reason!=Pulled']);
    });

    it('are as many as it is set to list, and the others in the app', async () => {
      const panel = await inPanel('{cluster="incidents", _namespace=~"shop|billing"}', { max: 1 });
      await panel.page.getByRole('link', { name: '1 more in the app' }).waitFor();
      assert.equal((await ids(panel)).length, 1);
    });

    it('says what was looked at where nothing is broken, and that a query gives numbers', async () => {
      const nothing = await inPanel('{cluster="incidents", _kind="Deployment"}');
      await nothing.get(testIds.empty).getByText('Nothing is broken').waitFor();
      await nothing.close();
      const numbers = await inPanel('sum(count_over_time({_namespace="shop"}[5m]))');
      await numbers
        .get(testIds.empty)
        .getByText(/returns numbers, not log lines/)
        .waitFor();
    });
  });

  it('says what was looked at where nothing is broken', async () => {
    const events = await open({ f: '_kind=Deployment' });
    await events.page.getByText('Nothing is broken').waitFor();
    await events.page.getByText(/No warning, no death of a container and no trouble of a node from/).waitFor();
  });

  it('does not say that nothing is broken where there are no events', async () => {
    const events = await open({ f: '_namespace=nowhere' });
    await events.get(testIds.empty).waitFor();
    assert.equal(await events.page.getByText('Nothing is broken').count(), 0);
  });

  it('keeps out nobody who reads with other means than eyes', async () => {
    const events = await open();
    await found(events);
    assert.deepEqual(await seriousFaults(events), []);
  });

  it('fits a phone', async () => {
    const events = await open({}, { width: 390, height: 844 });
    await found(events);
    const widest = await events.page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(widest <= 390, `${widest} pixels wide`);
  });
});
