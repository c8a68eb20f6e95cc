import { type EventRecord, recordOf } from '@kubernetes-events/event';
import { LokiError } from '../loki/error';
import { type LokiSource } from '../loki/source';
import { type Change, type Loaded, NOTHING, reduce } from './loaded';
import { type Listed, taskOf } from './pageStream';

const event = (name: string, second: number): EventRecord =>
  recordOf({
    timestampNs: `${1790000000 + second}000000000`,
    line: `Message:${name}, `,
    labels: { _kind: 'Pod', name, reason: 'Test', event_uid: name },
  });

const [a, b, c, d] = [event('a', 0), event('b', 1), event('c', 2), event('d', 3)];
const error = new LokiError('bad gateway');
const SPAN = { from: 1_790_000_000_000, to: 1_790_000_060_000 };

/** A list of two events that is loaded, with the newest first. */
const LOADED: Loaded = {
  ...NOTHING,
  records: [c, b],
  question: 'q',
  loading: false,
  more: true,
  generation: 1,
  span: SPAN,
};

describe('the list after a change', () => {
  it.each<[string, Loaded, Change, Partial<Loaded>]>([
    [
      'dims what it has when it starts again',
      { ...LOADED, failure: { part: 'more', error } },
      { what: 'start', span: SPAN },
      { records: [c, b], loading: true, stale: true, failure: undefined },
    ],
    [
      'has the first page in place of all others',
      { ...LOADED, stale: true, cut: [1], fresh: [d], freshMore: true },
      { what: 'started', page: { records: [a], whole: true }, question: 'r', before: false },
      { records: [a], question: 'r', stale: false, more: false, cut: [], fresh: [], freshMore: false, generation: 2 },
    ],
    [
      'is still loading while Loki is searched further back',
      LOADED,
      { what: 'started', page: { records: [a], whole: false, reached: 5 }, question: 'q', before: false },
      { records: [a], loading: true, reached: 5, more: false },
    ],
    [
      'has each event of two pages once',
      LOADED,
      { what: 'more', page: { records: [b, a], whole: true } },
      { records: [c, b, a], loading: false, more: false },
    ],
    [
      'remembers the milliseconds that have more events than Loki returns',
      { ...LOADED, cut: [1] },
      { what: 'more', page: { records: [a], whole: false, cut: 2 } },
      { cut: [1, 2], more: true },
    ],
    [
      'puts the page before its start in front',
      { ...LOADED, before: true },
      { what: 'before', page: { records: [c, d], whole: true }, order: 'newest' },
      { records: [d, c, b], before: false, loading: false },
    ],
    [
      'shows new events if its top is in view',
      LOADED,
      { what: 'fresh', page: { records: [d, c], whole: true }, atTop: true },
      { records: [d, c, b], fresh: [] },
    ],
    [
      'keeps new events for later if its top is not in view',
      LOADED,
      { what: 'fresh', page: { records: [d, c], whole: true }, atTop: false },
      { records: [c, b], fresh: [d] },
    ],
    [
      'does not join new events to the others across a gap',
      LOADED,
      { what: 'fresh', page: { records: [d], whole: false }, atTop: true },
      { records: [c, b], fresh: [d], freshMore: true },
    ],
    ['shows what it kept', { ...LOADED, fresh: [d] }, { what: 'show fresh' }, { records: [d, c, b], fresh: [] }],
    [
      'may have newer events at its end if the oldest are first',
      { ...LOADED, more: false },
      { what: 'time passed', order: 'oldest' },
      { more: true, before: false },
    ],
    [
      'may have newer events before its start if the newest are first',
      LOADED,
      { what: 'time passed', order: 'newest' },
      { before: true },
    ],
    [
      'keeps its events if a part of the same list fails',
      { ...LOADED, loading: true, stale: true },
      { what: 'failed', part: 'start', error, question: 'q' },
      { records: [c, b], loading: false, stale: false, failure: { part: 'start', error } },
    ],
    [
      'drops its events if another list fails',
      { ...LOADED, loading: true, stale: true },
      { what: 'failed', part: 'start', error, question: 'r' },
      { records: [], loading: false, question: '', generation: 1, span: SPAN, failure: { part: 'start', error } },
    ],
    [
      'continues loading a page if a refresh fails meanwhile',
      { ...LOADED, loading: true },
      { what: 'failed', part: 'fresh', error, question: 'q' },
      { records: [c, b], loading: true, failure: { part: 'fresh', error } },
    ],
  ])('%s', (_, before, change, expected) => {
    expect(reduce(before, change)).toMatchObject(expected);
  });
});

describe('what a command does', () => {
  const listed: Listed = {
    source: {} as LokiSource,
    query: {},
    span: { ...SPAN },
    order: 'newest',
    at: 0,
    question: 'q',
  };

  it.each<[string, Partial<Loaded>, Partial<Listed>, unknown]>([
    ['nothing in the range that the list was started in', {}, { span: SPAN }, undefined],
    ['nothing while the list starts', { loading: true, stale: true }, {}, undefined],
    ['starts again if the list answers another question', { question: 'r' }, {}, 'start'],
    ['loads what is new at the top', {}, {}, 'fresh'],
    ['loads what is new beside a page that loads', { loading: true }, {}, 'fresh'],
    ['only notes that there may be more if the oldest are first', {}, { order: 'oldest' }, 'time passed'],
    ['only notes that there may be more if the list starts in the middle', {}, { at: 5 }, 'time passed'],
  ])('at a refresh: %s', (_, loaded, list, expected) => {
    const task = taskOf({ do: 'tick', listed: { ...listed, ...list } }, { ...LOADED, ...loaded });
    expect(task && ('load' in task ? task.load : task.change.what)).toBe(expected);
  });

  it.each<[string, Partial<Loaded>, boolean]>([
    ['if there is more', {}, true],
    ['not at the end', { more: false }, false],
    ['not while another page loads', { loading: true }, false],
    ['not before the first page', { records: [] }, false],
  ])('loads more %s', (_, loaded, expected) => {
    expect(taskOf({ do: 'more', listed }, { ...LOADED, ...loaded })).toEqual(
      expected ? { load: 'more', listed } : undefined
    );
  });
});
