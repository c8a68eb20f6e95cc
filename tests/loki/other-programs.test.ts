import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type EventRecord, recordOf } from '../../pkg/event/src/index.ts';
import { Loki } from '../../pkg/event-history/src/loki/loki.ts';
import { lokiStore } from '../../pkg/event-history/src/problems/store.ts';
import { storedIn } from '../../pkg/event-history/src/problems/stored.ts';
import {
  countQuery,
  type EventQuery,
  identityOf,
  including,
  logQuery,
  type Matcher,
  objectQuery,
  parseFieldSelector,
} from '../../pkg/logql/src/index.ts';
import { allProblems } from '../../pkg/problems/src/index.ts';
import { type Stack, startStack } from '../../stack/src/stack.ts';
import { find, groups, push } from './loki.ts';
import { type Compared, comparedOf, type Program, PROGRAMS, type Stored, storedBy, storedByUs } from './programs.ts';

const HOUR = 3_600_000;

/** What one filters and groups by, and what a record has of it. */
const FIELDS: Readonly<Record<string, (record: Compared) => string>> = {
  _namespace: ({ namespace }) => namespace,
  _kind: ({ kind }) => kind,
  _type: ({ type }) => type,
  _host: ({ host }) => host,
  reason: ({ reason }) => reason,
  name: ({ name }) => name,
  component: ({ component }) => component,
  cluster: ({ cluster }) => cluster,
  workload: ({ kind, name }) => `${kind}/${name}`,
};

const SELECTORS: Readonly<Record<string, (record: Compared) => boolean>> = {
  'type=Warning': ({ type }) => type === 'Warning',
  'type!=Normal,involvedObject.kind=Pod': ({ type, kind }) => type !== 'Normal' && kind === 'Pod',
  'reason=BackOff,involvedObject.name=worker-0': ({ reason, name }) => reason === 'BackOff' && name === 'worker-0',
  'metadata.namespace!=shop': ({ namespace }) => namespace !== 'shop',
  'involvedObject.apiVersion=apps/v1': ({ apiVersion }) => apiVersion === 'apps/v1',
  'involvedObject.uid=uid-worker-0': ({ objectUid }) => objectUid === 'uid-worker-0',
  'involvedObject.fieldPath!=': ({ fieldPath }) => fieldPath !== '',
  'source=kubelet': ({ component }) => component === 'kubelet',
};

/** Our entries have these in the line alone: beside others, they are searched for as text. */
const IN_OUR_LINES = /apiVersion|uid/;

interface Expected {
  /** Undefined if all are ours. */
  shapes?: readonly string[];
  selectors?: typeof SELECTORS;
}

const sorted = (records: readonly Compared[]): string[] => records.map((record) => JSON.stringify(record)).sort();

function countsBy(records: readonly Compared[], valueOf: (record: Compared) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const record of records) {
    const value = valueOf(record);
    counts[value] = (counts[value] ?? 0) + 1;
  }
  return counts;
}

/** The events in a real Loki as other programs have stored them, one set of streams for each. */
describe('the events of other programs', { timeout: 300_000 }, () => {
  const data = mkdtempSync(path.join(tmpdir(), 'programs-test-'));
  const nowMs = Date.now();
  const span = { from: nowMs - HOUR, to: nowMs + 1 };
  let stack: Stack;
  let loki: Loki;

  before(async () => {
    stack = await startStack({ name: 'programs', data, only: ['loki'] });
    loki = new Loki({ url: stack.lokiUrl, headers: {} });
    await push(stack.lokiUrl, storedByUs({ set: 'own' }, nowMs).entries);
  });
  after(async () => {
    await loki?.close();
    await stack.down();
    rmSync(data, { recursive: true, force: true });
  });

  /** The problems, with what identifies them in each cluster. */
  async function problemsIn(query: EventQuery): Promise<string[]> {
    const { problems } = await allProblems({ store: lokiStore(loki), query, span });
    const found = problems.map(({ namespace, workload, mode, details }) =>
      [namespace, workload, mode, details?.newest.message].join(' ')
    );
    return [...new Set(found)].sort();
  }

  const baseOf = (set: string): Matcher[] => [{ label: 'set', op: '=', value: set }];

  /** What must hold of the entries with a label, whoever wrote them. */
  function behaves(set: string, stored: () => Stored, { shapes, selectors = SELECTORS }: Expected): void {
    let query: EventQuery;
    let expected: readonly Compared[];
    const listed = async (more: EventQuery): Promise<EventRecord[]> =>
      (await find(stack.lokiUrl, logQuery({ ...query, ...more }))).map(recordOf);
    const holds = async (more: EventQuery, isOne: (record: Compared) => boolean, what: string): Promise<void> => {
      const wanted = expected.filter(isOne);
      assert.deepEqual(
        sorted((await listed(more)).map(comparedOf)),
        sorted(wanted),
        `${what}: ${logQuery({ ...query, ...more })}`
      );
      const counted = countQuery({ ...query, ...more }, { window: '1h', what: 'occurrences' });
      const [total] = Object.values(await groups(stack.lokiUrl, counted, []));
      assert.equal(total ?? 0, wanted.length, counted);
    };

    before(async () => {
      const { entries, events } = stored();
      await push(stack.lokiUrl, entries);
      expected = events.map((one) => one.expected);
      const base = baseOf(set);
      query = { base, ...(await storedIn(lokiStore(loki), { base }, span)) };
    });

    it('are recognized', () => {
      assert.deepEqual(query.shapes, shapes);
    });

    it('are listed, each once, with all that was stored of it', async () => {
      await holds({}, () => true, 'all');
      for (const { labels } of await listed({})) {
        assert.deepEqual(
          Object.keys(labels).filter((name) => /from_line|error/.test(name)),
          []
        );
      }
    });

    for (const [field, valueOf] of Object.entries(FIELDS)) {
      it(`are filtered and counted by ${field}`, async () => {
        const values = [...new Set(expected.map(valueOf))];
        assert.ok(values.length > 0);
        for (const value of values) {
          await holds({ filters: [including(field, value)] }, (one) => valueOf(one) === value, `${field}=${value}`);
          await holds(
            { filters: [{ ...including(field, value), exclude: true }] },
            (one) => valueOf(one) !== value,
            `${field}!=${value}`
          );
        }
        const few = values.slice(0, 2);
        await holds({ filters: [including(field, ...few)] }, (one) => few.includes(valueOf(one)), `${field} of two`);
        const counted = countQuery(query, { by: [field], window: '1h', what: 'occurrences' });
        assert.deepEqual(await groups(stack.lokiUrl, counted, [field]), countsBy(expected, valueOf), counted);
      });
    }

    it('are counted by several fields at once', async () => {
      const by = ['cluster', '_namespace', '_kind', 'name', '_type', '_host', 'reason', 'component'];
      const keyOf = (record: Compared): string => by.map((field) => FIELDS[field]!(record)).join('|');
      const counted = countQuery(query, { by, window: '1h', what: 'occurrences' });
      assert.deepEqual(await groups(stack.lokiUrl, counted, by), countsBy(expected, keyOf), counted);
    });

    for (const [text, isOne] of Object.entries(selectors)) {
      it(`are selected by ${text}`, async () => {
        const parsed = parseFieldSelector(text);
        assert.ok(parsed.ok);
        await holds({ fieldSelector: parsed.selector }, isOne, text);
      });
    }

    it('are searched for a text, and for values that contain one', async () => {
      await holds(
        { lines: [{ text: 'liveness PROBE' }] },
        ({ message }) => message.startsWith('Liveness probe'),
        'text'
      );
      await holds({ containing: { field: 'name', text: 'X2X' } }, ({ name }) => name.includes('x2x'), 'containing');
    });

    it('are found by their object, as in its story', async () => {
      for (const object of expected) {
        const identity = identityOf(object);
        const found = await find(stack.lokiUrl, logQuery(objectQuery(query, object)));
        const wanted = expected.filter((one) => JSON.stringify(identityOf(one)) === JSON.stringify(identity));
        assert.deepEqual(sorted(found.map(recordOf).map(comparedOf)), sorted(wanted), JSON.stringify(identity));
      }
    });

    it('show the same problems as ours', async () => {
      const ours = await problemsIn({ base: baseOf('own'), increments: true });
      assert.ok(ours.length >= 4, ours.join('\n'));
      assert.deepEqual(await problemsIn(query), ours);
    });
  }

  for (const program of PROGRAMS) {
    describe(`as stored in ${program.name}`, () => {
      behaves(program.name, () => storedBy(program, { set: program.name }, nowMs), {
        shapes: [program.shape],
      });
    });
  }

  const both = (...all: readonly Stored[]): Stored => ({
    entries: all.flatMap(({ entries }) => entries),
    events: all.flatMap(({ events }) => events),
  });
  const together = (programs: readonly Program[], set: string): Stored =>
    both(storedByUs({ set }, nowMs), ...programs.map((program) => storedBy(program, { set }, nowMs)));
  const ofLabels = Object.fromEntries(Object.entries(SELECTORS).filter(([text]) => !IN_OUR_LINES.test(text)));

  for (const program of PROGRAMS) {
    describe(`as stored in ${program.name}, beside ours`, () => {
      behaves(`${program.name} and own`, () => together([program], `${program.name} and own`), {
        shapes: [program.shape, 'own'].sort(),
        selectors: ofLabels,
      });
    });
  }

  for (const preset of ['k8s-monitoring', 'otel'] as const) {
    const named = (set: string): Stored => storedByUs({ set, cluster: 'eu' }, nowMs, preset);

    describe(`as this collector stores them with the names of ${preset}`, () => {
      behaves(preset, () => named(preset), {});
    });
    describe(`as this collector stores them before and after it was given the names of ${preset}`, () => {
      const set = `own and ${preset}`;
      behaves(set, () => both(storedByUs({ set }, nowMs), named(set)), {});
    });
    const program = PROGRAMS.find(({ name }) => name.startsWith(preset.replace('otel', 'otel-')))!;
    describe(`as ${program.name} stores them, and then this collector with the names of ${preset}`, () => {
      const set = `${program.name} and ${preset}`;
      behaves(set, () => both(storedBy(program, { set }, nowMs), named(set)), {
        shapes: [program.shape, 'own'].sort(),
        selectors: ofLabels,
      });
    });
  }

  describe('as this collector stores them under the service name of another program', () => {
    const service_name = 'integrations/kubernetes/eventhandler';
    const set = 'own service';
    behaves(set, () => storedByUs({ set, service_name }, nowMs, 'k8s-monitoring'), { shapes: ['own'] });
  });

  describe('as all programs at once store them', () => {
    behaves('all', () => together(PROGRAMS, 'all'), {
      shapes: [...new Set(PROGRAMS.map(({ shape }) => shape)), 'own'].sort(),
      selectors: ofLabels,
    });
  });
});
