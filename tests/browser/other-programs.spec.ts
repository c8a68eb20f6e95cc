import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, afterEach, before, describe, it } from 'node:test';
import { type Entry } from '../../pkg/event/src/index.ts';
import { testIds } from '../../src/shared/testIds.ts';
import { push } from '../loki/loki.ts';
import { LATER, PROGRAMS, storedBy, storedLater } from '../loki/programs.ts';
import { EventsPage } from './support/EventsPage.ts';
import { openPanel } from './support/panels.ts';
import { startWorld, type World } from './support/world.ts';

const HOST_ONLY = process.env.GRAFANA_URL ? 'needs streams of its own' : false;
const BACK_OFF = 'Back-off restarting failed container worker';
/** The object that has events in the present period alone. */
const NEW_OBJECT = 'ledger-6d4-abcde';
const EARLIER_MS = 90 * 60_000;

/** Each page, and what is on it once it shows events. */
const PAGES: Readonly<Record<string, [id: string, text: RegExp]>> = {
  events: [testIds.row, new RegExp(BACK_OFF)],
  groups: [testIds.groupRow('payments'), /./],
  timeline: [testIds.timeline, /payments/],
  problems: [testIds.problemRow, /worker-0/],
  'story?kind=Pod&ns=payments&name=worker-0': [testIds.story, new RegExp(BACK_OFF)],
  'compare?from=now-1h': [testIds.compare, new RegExp(`${NEW_OBJECT}.*0 → \\d`, 's')],
  'reasons?seen=1': [testIds.reasonRow, /^BackOff.*×/s],
};

const PANELS: Readonly<Record<string, [id: string, text: RegExp]>> = {
  'lokievents-table-panel': [testIds.row, new RegExp(BACK_OFF)],
  'lokievents-timeline-panel': [testIds.timeline, /worker-0/],
  'lokievents-problems-panel': [testIds.problemRow, /worker-0/],
};

const isOfNewObject = ({ line, metadata }: Entry): boolean => (line + JSON.stringify(metadata)).includes(NEW_OBJECT);

describe('the pages and panels on the events of other programs', { skip: HOST_ONLY }, () => {
  let world: World;
  let page: EventsPage;

  before(async () => {
    world = await startWorld();
    for (const program of PROGRAMS) {
      const labels = { set: program.name };
      const earlier = storedBy(program, labels, Date.now() - EARLIER_MS).entries.filter((one) => !isOfNewObject(one));
      await push(world.loki, earlier);
      await push(world.loki, storedBy(program, labels, Date.now()).entries);
    }
    page = await EventsPage.blank(world);
  });
  after(async () => {
    await page?.close();
    await world?.close();
  });
  afterEach(() => assert.deepEqual(page.errors.splice(0), []));

  for (const program of PROGRAMS) {
    describe(`as stored in ${program.name}`, () => {
      const selector = `set="${program.name}"`;
      const open = async (path: string): Promise<void> => {
        const [name = '', params] = path.split('?');
        await page.goto(name, { ...Object.fromEntries(new URLSearchParams(params)), base: selector });
      };

      for (const [path, [id, text]] of Object.entries(PAGES)) {
        it(`shows them on the page ${path.split('?')[0]}`, async () => {
          await open(path);
          await page.get(id).filter({ hasText: text }).first().waitFor();
        });
      }

      for (const [panel, [id, text]] of Object.entries(PANELS)) {
        it(`shows them in the ${panel}`, async () => {
          await openPanel(world, page.page, panel, { expr: `{${selector}}` });
          await page.get(id).filter({ hasText: text }).first().waitFor();
        });
      }

      it('exports what is filtered', async () => {
        await open('events?f=_namespace=payments');
        await page.rowTexts();
        // The file dialog is the browser's own, and cannot be answered here.
        await page.page.evaluate(() => Object.assign(window, { showSaveFilePicker: undefined }));
        await page.get(testIds.exportButton).click();
        const download = page.page.waitForEvent('download');
        await page.page.getByRole('button', { name: 'Download' }).click();
        const text = readFileSync(await (await download).path(), 'utf8');
        assert.match(text, new RegExp(`Warning,BackOff,Pod,.*${BACK_OFF}`));
        assert.doesNotMatch(text, /nginx/);
      });

      it('shows them live, as they are stored', async () => {
        await open('live?f=_kind=Pod');
        await page.until(
          () => page.get(testIds.liveState).getAttribute('data-state'),
          (state) => state === 'live'
        );
        await push(world.loki, [storedLater(program, { set: program.name }, Date.now())]);
        await page.rows.filter({ hasText: LATER }).first().waitFor();
        assert.equal(await page.rows.filter({ hasText: 'NodeNotReady' }).count(), 0);
      });
    });
  }
});
