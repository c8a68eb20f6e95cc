import assert from 'node:assert/strict';
import { test } from 'node:test';
import { QUESTIONS } from '../../bench/query/asked.ts';
import { OptionError, readOptions } from '../../bench/options.ts';

const unread = (): string => assert.fail('no file is to be read');

test('without options everything is measured, without rivals', () => {
  assert.deepEqual(readOptions([], unread), {
    help: false,
    quick: false,
    scenarios: ['micro', 'latency', 'screen', 'burst', 'backlog', 'growth', 'pods', 'query'],
    rounds: 1,
    rivals: [],
    json: 'bench.json',
    events: [100_000, 1_000_000],
    pattern: 'spread',
    shapes: ['four-labels', 'adaptive', 'alloy'],
    questions: [...QUESTIONS],
    lokiConfig: {},
  });
});

test('rivals come from the command line and from a file; a command may hold a pipe', () => {
  const file = JSON.stringify([{ name: 'b', selector: '{job="b"}', command: 'b', readyUrl: 'http://127.0.0.1:1/' }]);
  const { rivals } = readOptions(['--rival', 'a|{job="a"}|sed s/x/y/ | a', '--rivals', 'f.json'], () => file);
  assert.deepEqual(rivals, [
    { name: 'a', selector: '{job="a"}', command: 'sed s/x/y/ | a' },
    { name: 'b', selector: '{job="b"}', command: 'b', readyUrl: 'http://127.0.0.1:1/' },
  ]);
});

test('scenarios run in their own order', () => {
  assert.deepEqual(readOptions(['--only', 'burst,latency'], unread).scenarios, ['latency', 'burst']);
});

test('a quick run asks about fewer events, unless their number is given', () => {
  assert.deepEqual(readOptions(['--quick'], unread).events, [10_000]);
  assert.deepEqual(readOptions(['--quick', '--events', '500,2000'], unread).events, [500, 2000]);
});

test('settings of Loki are read as JSON', () => {
  const { lokiConfig } = readOptions(['--loki-config', '{"querier":{"max_concurrent":8}}'], unread);
  assert.deepEqual(lokiConfig, { querier: { max_concurrent: 8 } });
});

const WRONG: Array<[args: string[], message: RegExp, file?: string]> = [
  [['--fast'], /--fast/],
  [['--only', 'sprint'], /expected one of "micro"[^]*only/],
  [['--events', '5'], />=100[^]*events\[0\]/],
  [['--events', '20000000'], /<=10000000[^]*events\[0\]/],
  [['--events', '1000,many'], /expected number[^]*events\[1\]/],
  [['--shapes', 'adaptive,round'], /expected one of "four-labels"[^]*shapes\[1\]/],
  [['--questions', 'counts by colour'], /expected one of "newest events"[^]*questions\[0\]/],
  [['--loki-config', 'querier:'], /is no JSON[^]*loki-config/],
  [['--loki-config', '{"querier":8}'], /expected record[^]*loki-config"\]\.querier/],
  [['--rounds', '0'], />=1[^]*rounds/],
  [['--rounds', 'two'], /expected number[^]*rounds/],
  [['--rival', 'a|{job="a"}'], /is empty[^]*command/],
  [['--rival', 'a|job=a|run'], /is no LogQL selector[^]*selector/],
  [['--rival', 'collector|{job="a"}|run'], /"collector" is taken/],
  [['--rivals', 'f.json'], /--rivals f\.json: .*expected array/, '{}'],
  [['--rivals', 'f.json'], /--rivals f\.json: .*JSON/, 'no'],
  [['--rivals', 'f.json'], /expected object[^]*\[0\]/, '[null]'],
  [
    ['--rivals', 'f.json'],
    /is no URL[^]*readyUrl/,
    '[{"name":"a","selector":"{a=\\"b\\"}","command":"c","readyUrl":"x"}]',
  ],
];

for (const [args, message, file] of WRONG) {
  test(`${args.join(' ')} ${file ?? ''} is refused with what to do`, () => {
    assert.throws(
      () => readOptions(args, () => file ?? unread()),
      (error: Error) => error instanceof OptionError && message.test(error.message)
    );
  });
}
