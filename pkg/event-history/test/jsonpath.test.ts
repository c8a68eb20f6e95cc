import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { evaluate, resultText } from '../src/print/jsonpath/evaluate.ts';
import { parseTemplate } from '../src/print/jsonpath/parse.ts';

const DATA = {
  name: 'store',
  empty: null,
  yes: true,
  items: [
    { n: 1, s: 'a', tags: ['x', 'y'], 'dot.ted': 'd' },
    { n: 2, s: 'b<&>', tags: [] },
    { n: 3.5, s: 'c', deep: { s: 'inner' } },
  ],
};

const run = (template: string): string => resultText(evaluate(parseTemplate(template), DATA));

describe('a JSONPath template', () => {
  const rows: Array<[string, string]> = [
    ['plain text', 'plain text'],
    ['{.name}', 'store'],
    ['{$.name}{@.name}', 'storestore'],
    ['{.items[0].s}-{.items[-1].s}', 'a-c'],
    ['{.items[*].n}', '1 2 3.5'],
    ['{.items[0:2].n}', '1 2'],
    ['{.items[::2].n}', '1 3.5'],
    ['{.items[-2:].s}', 'b<&> c'],
    ['{.items[0,2].n}', '1 3.5'],
    ["{.items[0]['s','n']}", 'a 1'],
    ["{.items[0]['dot\\.ted']}{.items[0].dot\\.ted}", 'dd'],
    ['{..s}', 'a b<&> c inner'],
    ['{.items[?(@.s=="c")].n}', '3.5'],
    ["{.items[?(@.s!='c')].n}", '1 2'],
    ['{.items[?(@.deep)].n}', '3.5'],
    ['{range .items[*]}{.s}{"\\t"}{.n}{"\\n"}{end}.', 'a\t1\nb<&>\t2\nc\t3.5\n.'],
    ['{range .items[0:1]}[{range .tags[*]}{@},{end}]{end}', '[x,y,]'],
    ['{range .none[*]}x{end}y', 'y'],
    ['{.items[1]}', '{"n":2,"s":"b<&>","tags":[]}'],
    ['{.empty}|{.yes}|{.none}|', 'null|true||'],
    ['{"quoted {}"}{\'single\'}', 'quoted {}single'],
    ['{.items[1:1].n}', ''],
    ['{10}{true}', '10true'],
    ["{.items[0]['s','dot\\.ted']}", 'a d'],
    ['{.items[?(@.n>=2)].n}', '2 3.5'],
    ['{.items[?(@.deep.s=="inner")].s}', 'c'],
    ['{.items.*.n}', '1 2 3.5'],
  ];
  for (const [template, text] of rows) {
    it(`prints ${JSON.stringify(text)} for ${JSON.stringify(template)}`, () => assert.equal(run(template), text));
  }

  const faults: Array<[string, RegExp]> = [
    ['{.items[0', /^unterminated array$/],
    ['{.name', /^unclosed action$/],
    ['{"a}', /^unterminated quoted string$/],
    ['{.items[x]}', /^invalid array index x$/],
    ['{.items[?(@.n==1]}', /^unterminated filter$/],
    ['{.items[?(@.n==1)}', /^unclosed array expect \]$/],
    ['{....a}', /^invalid multiple recursive descent$/],
    ['{!}', /^unrecognized character in action: U\+0021 '!'$/],
    ['{.items[5]}', /^array index out of bounds: index 5, length 3$/],
    ['{.items[2:1]}', /^starting index 2 is greater than ending index 1$/],
    ['{.name[0]}', /^string is not array or slice$/],
    ['{end}', /^not in range, nothing to end$/],
    ['{nothing}', /^unrecognized identifier nothing$/],
    ['{.items[?(@.n=="a")]}', /^incompatible types for comparison$/],
    ['{.items[?(@.n=~1)]}', /./],
  ];
  for (const [template, message] of faults) {
    it(`refuses ${JSON.stringify(template)}`, () => assert.throws(() => run(template), { message }));
  }
});
