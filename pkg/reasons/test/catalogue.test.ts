import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CATALOGUE, COMMANDS, type CommandId, entryOf, fillIn, search, sourceUrl, textOf } from '../src/index.ts';
import { signalName } from '@kubernetes-events/event';
import { EXIT_CODES, exitCodeText } from '../src/exit-codes.ts';
import en from '../src/en/index.ts';
import zhHans from '../src/zh-Hans/index.ts';

const ids = CATALOGUE.map(({ id }) => id);
const failing = (wrong: (entry: (typeof CATALOGUE)[number]) => boolean) => CATALOGUE.filter(wrong).map(({ id }) => id);

describe('the catalogue', () => {
  it('has each id once', () => {
    assert.deepEqual(
      ids.filter((id, i) => ids.indexOf(id) !== i),
      []
    );
  });

  it('relates entries only to others that exist', () => {
    assert.deepEqual(
      CATALOGUE.flatMap(({ id, related }) =>
        related.filter((one) => one === id || !entryOf(one)).map((one) => `${id} → ${one}`)
      ),
      []
    );
  });

  it('names commands that exist, each once', () => {
    assert.deepEqual(
      failing(({ look }) => new Set(look).size !== look.length || look.some((one) => !(one in COMMANDS))),
      []
    );
  });

  it('has each command used', () => {
    const used = new Set(CATALOGUE.flatMap(({ look }) => look));
    assert.deepEqual(
      (Object.keys(COMMANDS) as CommandId[]).filter((one) => !used.has(one)),
      []
    );
  });

  it('links to a file at a version', () => {
    const url = /^https:\/\/github\.com\/[\w.-]+\/[\w.-]+\/blob\/[\w.-]*\d[\w.-]*\/[\w./-]+\.(go|json)$/;
    assert.deepEqual(
      failing((entry) => !url.test(sourceUrl(entry)) || !URL.canParse(sourceUrl(entry))),
      []
    );
  });

  it('writes names as Kubernetes does', () => {
    assert.deepEqual(
      failing(({ kinds }) => kinds.some((kind) => !/^[A-Z][A-Za-z0-9]+$/.test(kind))),
      []
    );
  });

  it('distinguishes variants of one reason by one emitter', () => {
    const alike = CATALOGUE.filter((one) =>
      CATALOGUE.some(
        (other) =>
          other !== one &&
          other.reason === one.reason &&
          String(other.components) === String(one.components) &&
          String(other.kinds) === String(one.kinds) &&
          !(other.says ?? one.says)
      )
    );
    assert.deepEqual(
      alike.map(({ id }) => id),
      []
    );
  });
});

for (const language of [en, zhHans]) {
  describe(`the sentences in ${language.code}`, () => {
    it('are there for every entry, and for nothing else', () => {
      assert.deepEqual(Object.keys(language.texts).sort(), ids.toSorted());
    });

    it('have a meaning and at least one cause each, none empty', () => {
      const bad = failing((entry) => {
        const { meaning, causes } = textOf(entry, language);
        return causes.length === 0 || [meaning, ...causes].some((text) => text.trim() !== text || text.length < 2);
      });
      assert.deepEqual(bad, []);
    });

    it('end the meaning, and only that, with a full stop', () => {
      const stop = /[.。]$/;
      const bad = failing((entry) => {
        const { meaning, causes } = textOf(entry, language);
        return !stop.test(meaning) || causes.some((cause) => stop.test(cause));
      });
      assert.deepEqual(bad, []);
    });
  });
}

describe('exit codes', () => {
  for (const language of [en, zhHans]) {
    it(`have a meaning each in ${language.code}, without a full stop`, () => {
      const meanings = EXIT_CODES.map((code) => exitCodeText(String(code), 'Error', language) ?? '');
      assert.ok(meanings.every((text) => text.length > 2 && text.trim() === text && !/[.。]$/.test(text)));
      assert.equal(new Set(meanings).size, EXIT_CODES.length);
    });
  }

  it('are Chinese in Chinese', () => {
    assert.ok(Object.values(zhHans.exitCodes).every((text) => /[\u4e00-\u9fff]/.test(text)));
  });

  for (const [code, reason] of [
    ['3', 'Error'],
    ['', 'Error'],
    ['0137', 'Error'],
    ['137', 'ContainerStatusUnknown'],
  ] as const) {
    it(`are not explained if they mean nothing known: “${code}” of ${reason}`, () => {
      assert.equal(exitCodeText(code, reason, en), undefined);
    });
  }

  it('above 128 name the signal that ended the container', () => {
    for (const code of EXIT_CODES.filter((one) => one > 128)) {
      const name = signalName(code - 128);
      assert.match(en.exitCodes[code], new RegExp(`${name} \\(128 \\+ ${code - 128}\\)`));
    }
    assert.equal(signalName(64), undefined);
  });
});

describe('the sentences in Chinese', () => {
  it('are Chinese, and as many as the English ones', () => {
    assert.deepEqual(
      failing((entry) => {
        const text = textOf(entry, zhHans);
        return !/[\u4e00-\u9fff]/.test(text.meaning) || text.causes.length !== textOf(entry, en).causes.length;
      }),
      []
    );
  });
});

describe('commands', () => {
  const PLACEHOLDERS = new Set(['kind', 'namespace', 'name', 'node', 'host']);

  it('have known placeholders only', () => {
    for (const [id, command] of Object.entries(COMMANDS)) {
      for (const [, placeholder = ''] of command.matchAll(/\{(\w+)\}/g)) {
        assert.ok(PLACEHOLDERS.has(placeholder) || placeholder === 'end', `${id}: {${placeholder}}`);
      }
    }
  });

  const rows: Array<[string, CommandId, Parameters<typeof fillIn>[1], string]> = [
    ['a pod', 'describe', { kind: 'Pod', namespace: 'shop', name: 'web-1' }, 'kubectl describe Pod web-1 -n shop'],
    ['its node', 'node', { kind: 'Pod', namespace: 'shop', name: 'web-1', host: 'n1' }, 'kubectl describe node n1'],
    ['a node', 'node', { kind: 'Node', name: 'n1' }, 'kubectl describe node n1'],
    [
      'something without a namespace',
      'describe',
      { kind: 'PersistentVolume', name: 'v' },
      'kubectl describe PersistentVolume v',
    ],
    ['nothing known', 'describe', {}, 'kubectl describe {kind} {name} -n {namespace}'],
    [
      'a name that is none',
      'describe',
      { kind: 'Pod', namespace: 'shop', name: "a'; reboot; '" },
      "kubectl describe Pod 'a'\\''; reboot; '\\''' -n shop",
    ],
    [
      'Loki, with a name that is none',
      'history',
      { namespace: 'shop', name: 'a"b' },
      '{_namespace="shop"} | name="a\\"b"',
    ],
    ['Loki', 'history', { namespace: 'shop', name: 'web-1' }, '{_namespace="shop"} | name="web-1"'],
  ];
  for (const [name, id, subject, command] of rows) {
    it(`are filled in for ${name}`, () => assert.equal(fillIn(id, subject), command));
  }
});

describe('search', () => {
  const rows: Array<[string, typeof en, string]> = [
    ['backoff', en, 'kubelet/BackOff:container'],
    ['failedsched', en, 'default-scheduler/FailedScheduling'],
    ['BackOff image', en, 'kubelet/BackOff:image'],
    ['OOMKilled', en, 'loki-event-collector/OOMKilled'],
    ['OOMKilled', en, 'kubelet/BackOff:container'],
    ['驱逐 内存', zhHans, 'kubelet/Evicted'],
    ['探针', zhHans, 'kubelet/Unhealthy'],
  ];
  for (const [text, language, id] of rows) {
    it(`finds ${id} by “${text}”`, () => {
      const found = search(text, language).map((entry) => entry.id);
      assert.ok(found.slice(0, 8).includes(id), found.slice(0, 8).join(', '));
    });
  }

  it('finds a word only where one starts: OOM in OOMKilled and SystemOOM, not in TooManySucceededPods', () => {
    const reasons = search('OOM', en).map(({ reason }) => reason);
    assert.deepEqual(reasons.slice(0, 3), ['OOMKilled', 'OOMKilling', 'SystemOOM']);
    assert.ok(!reasons.includes('TooManySucceededPods'));
    assert.ok(CATALOGUE.some(({ reason }) => reason === 'TooManySucceededPods'));
  });

  it('finds words that are written together from any of them on', () => {
    assert.deepEqual(
      search('killpod', en).map(({ reason }) => reason),
      ['FailedKillPod']
    );
    assert.deepEqual(search('illpod', en), []);
  });

  it('has everything for no text, and nothing for nonsense', () => {
    assert.equal(search(' ', en).length, CATALOGUE.length);
    assert.deepEqual(search('qwertzuiop', en), []);
  });
});
