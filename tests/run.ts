/**
 * `make test`: builds and checks everything, two steps at a time, and prints how many tests passed.
 *
 * `node tests/run.ts [STEP …]` runs some steps and what they need.
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createWriteStream, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nodeFaults } from '../stack/src/real-node/requirements.ts';
import { slowest } from './durations.ts';
import { processesWith } from './leftovers.ts';

interface Step {
  name: string;
  command: string[];
  /** Steps that must have passed before. */
  after?: string[];
  /** Says why it cannot run on this machine; empty if it can. */
  unless?: () => string;
  /** How its tests are counted. */
  counts?: 'node' | 'jest';
}

const nodeTests = (name: string, pattern: string, after: string[] = []): Step => ({
  name,
  command: ['node', '--test', '--test-concurrency=1', ...globSync(pattern).sort()],
  after,
  counts: 'node',
});

const STEPS: Step[] = [
  { name: 'servers', command: ['node', 'stack/src/main.ts', 'build'] },
  { name: 'collector build', command: ['npm', 'run', '--silent', 'build:collector'] },
  { name: 'event-history build', command: ['npm', 'run', '--silent', 'build:event-history'] },
  { name: 'app build', command: ['npm', 'run', '--silent', 'build:app'] },
  { name: 'types', command: ['npm', 'run', '--silent', 'typecheck'] },
  { name: 'style', command: ['npm', 'run', '--silent', 'lint'] },
  nodeTests('packages', 'pkg/*/test/**/*.test.ts'),
  nodeTests('collector units', 'backend-sidecar/{src,test}/**/*.test.ts'),
  { name: 'app units', command: ['npx', 'jest', '--ci', '--maxWorkers=2'], counts: 'jest' },
  nodeTests('stack', 'tests/stack/**/*.test.ts', ['servers', 'app build', 'collector build']),
  nodeTests('queries', 'tests/loki/**/*.test.ts', ['servers']),
  nodeTests('grafana', 'tests/grafana/**/*.test.ts', ['servers']),
  nodeTests('bench', 'tests/bench/**/*.test.ts', ['servers', 'collector build']),
  nodeTests('collector', 'tests/collector/**/*.test.ts', ['servers', 'collector build']),
  nodeTests('documents', 'tests/docs/**/*.test.ts', ['servers', 'collector build']),
  nodeTests('deployment', 'tests/deploy/**/*.test.ts', ['servers', 'app build', 'collector build']),
  nodeTests('containers', 'tests/containers/**/*.test.ts', ['servers', 'app build', 'collector build']),
  nodeTests('event-history', 'tests/event-history/**/*.test.ts', ['servers', 'collector build', 'event-history build']),
  nodeTests('incidents', 'tests/incidents/**/*.test.ts', ['servers', 'collector build']),
  {
    ...nodeTests('real node', 'tests/real-node/**/*.test.ts', ['servers', 'collector build']),
    unless: () => nodeFaults().join('; '),
  },
  nodeTests('plugin', 'tests/plugin/**/*.test.ts', ['app build']),
  nodeTests('browser', 'tests/browser/**/*.spec.ts', ['servers', 'app build', 'collector build']),
];

interface Counts {
  passed: number;
  failed: number;
  /** Why tests were skipped, each reason once. */
  skipped: string[];
}

interface Outcome extends Counts {
  ok: boolean;
}

const NOTHING: Counts = { passed: 0, failed: 0, skipped: [] };

const RUN = randomUUID();
const ROOT = path.join(import.meta.dirname, '..');
const SLOWEST_FILES = 10;
const folder = mkdtempSync(path.join(tmpdir(), 'kubernetes-events-test-'));

/** Runs one step. If it fails, what failed is shown when it ends, and where the rest of its output is. */
function run(step: Step): Promise<Outcome> {
  const log = path.join(folder, `${step.name.replace(' ', '-')}.log`);
  const counted = path.join(folder, `${step.name.replace(' ', '-')}.count`);
  const started = performance.now();
  const [command = '', ...args] = countedCommand(step, counted);
  return new Promise((resolve) => {
    const output = createWriteStream(log);
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, KUBERNETES_EVENTS_TEST_RUN: RUN, FORCE_COLOR: '0', NODE_NO_WARNINGS: '1' },
    });
    child.stdout.pipe(output, { end: false });
    child.stderr.pipe(output, { end: false });
    child.on('error', (error) => output.write(String(error)));
    child.on('close', (code) => {
      output.end(() => {
        const outcome = { ok: code === 0, ...countsOf(step, counted) };
        const seconds = ((performance.now() - started) / 1000).toFixed(0);
        const tests = step.counts ? `, ${outcome.passed} passed, ${outcome.failed} failed` : '';
        console.log(`${outcome.ok ? 'ok    ' : 'FAILED'} ${step.name} (${seconds} s${tests})`);
        outcome.skipped.forEach((reason) => console.log(`       skipped: ${reason}`));
        if (!outcome.ok) {
          console.log(`${failuresIn(readFileSync(log, 'utf8')).trimEnd()}\n(all of its output: ${log})`);
        }
        resolve(outcome);
      });
    });
  });
}

/** Node's reporter repeats the failures at the end, after the output of all tests. */
const failuresIn = (output: string): string => output.slice(Math.max(0, output.lastIndexOf('\n✖ failing tests:') + 1));

function countedCommand({ command, counts }: Step, file: string): string[] {
  if (counts === 'jest') {
    return [...command, '--json', `--outputFile=${file}`];
  }
  const reporters = ['spec', 'stdout', 'tap', file, path.join(ROOT, 'tests/durations.ts'), `${file}.durations`];
  return counts === 'node'
    ? [
        ...command.slice(0, 2),
        ...reporters.map((value, at) => `--test-reporter${at % 2 ? '-destination' : ''}=${value}`),
        ...command.slice(2),
      ]
    : command;
}

function countsOf({ counts }: Step, file: string): Counts {
  if (!counts) {
    return NOTHING;
  }
  try {
    const text = readFileSync(file, 'utf8');
    if (counts === 'jest') {
      const { numPassedTests, numFailedTests } = JSON.parse(text) as Record<string, number>;
      return { passed: numPassedTests ?? 0, failed: numFailedTests ?? 0, skipped: [] };
    }
    const number = (name: string): number => Number(new RegExp(`^# ${name} (\\d+)`, 'm').exec(text)?.[1] ?? 0);
    const skipped = new Set([...text.matchAll(/^ *ok .* # SKIP (.+)$/gm)].map(([, reason = '']) => reason));
    return { passed: number('pass'), failed: number('fail') + number('cancelled'), skipped: [...skipped] };
  } catch {
    return NOTHING;
  }
}

/** All steps, two at a time, each when what it needs has passed. */
async function runAll(steps: Step[]): Promise<Map<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  const waiting = [...steps];
  const running = new Set<Promise<void>>();
  while (waiting.length > 0 || running.size > 0) {
    const at = waiting.findIndex(({ after = [] }) => after.every((name) => outcomes.has(name)));
    if (at >= 0 && running.size < 2) {
      const [step] = waiting.splice(at, 1) as [Step];
      const broken = step.after?.find((name) => !outcomes.get(name)?.ok);
      if (broken) {
        console.log(`FAILED ${step.name} (not run: ${broken} failed)`);
        outcomes.set(step.name, { ok: false, ...NOTHING });
        continue;
      }
      const why = step.unless?.();
      if (why) {
        console.log(`skipped ${step.name}: it cannot run here: ${why}`);
        outcomes.set(step.name, { ok: true, ...NOTHING });
        continue;
      }
      const task = run(step).then((outcome) => {
        outcomes.set(step.name, outcome);
        running.delete(task);
      });
      running.add(task);
    } else {
      await Promise.race(running);
    }
  }
  return outcomes;
}

/** The chosen steps, with those they need. */
function chosen(names: string[]): Step[] {
  const wanted = new Set(names);
  for (const name of wanted) {
    const step = STEPS.find((candidate) => candidate.name === name);
    if (!step) {
      console.error(`no step "${name}": there are ${STEPS.map((known) => known.name).join(', ')}`);
      process.exit(2);
    }
    step.after?.forEach((needed) => wanted.add(needed));
  }
  return names.length > 0 ? STEPS.filter(({ name }) => wanted.has(name)) : STEPS;
}

const outcomes = [...(await runAll(chosen(process.argv.slice(2)))).values()];
const left = processesWith(`KUBERNETES_EVENTS_TEST_RUN=${RUN}`);
for (const { pid, command } of left) {
  console.log(`FAILED a process was left behind, and is ended now: ${pid} ${command}`);
  process.kill(pid, 'SIGKILL');
}
const durations = globSync('*.durations', { cwd: folder })
  .flatMap((name) => readFileSync(path.join(folder, name), 'utf8').split('\n'))
  .filter(Boolean);
for (const { file, ms } of slowest(durations, ROOT, SLOWEST_FILES)) {
  console.log(`${(ms / 1000).toFixed(1).padStart(7)} s ${file}`);
}
if (outcomes.every(({ ok }) => ok)) {
  rmSync(folder, { recursive: true });
}
const total = (key: 'passed' | 'failed'): number => outcomes.reduce((sum, outcome) => sum + outcome[key], 0);
console.log(`${total('passed')} passed, ${total('failed')} failed`);
process.exitCode = outcomes.every(({ ok }) => ok) && left.length === 0 && total('passed') > 0 ? 0 : 1;
