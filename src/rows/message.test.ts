import { commonMessage, essence, fromMatch, searched, template } from './message';

describe('a message', () => {
  it('is shown without the prefix of merged events', () => {
    expect(essence('(combined from similar events): Error creating: exceeded quota')).toBe(
      'Error creating: exceeded quota'
    );
  });

  it.each([
    ['Created pod: web-7f9c5d6b8-x2x8k', 'Created pod: web-7f9c5d6b8-qw4zt'],
    ['Created pod: cache-x2x8k', 'Created pod: cache-qw4zt'],
    ['Back-off 10s restarting', 'Back-off 40s restarting'],
    ['(combined from similar events): Killing web-1', 'Killing web-2'],
    ['was OOM killed after 40s, restart 1', 'was OOM killed after 1h3m20s, restart 4'],
  ])('repeats another that differs in generated names and numbers: %s', (a, b) => {
    expect(template(a)).toBe(template(b));
  });

  it.each([
    ['secret "ledger-config" not found', 'secret "ledger-proxy" not found'],
    ['Created pod: web-7f9c5d6b8-x2x8k', 'Created pod: api-7f9c5d6b8-x2x8k'],
  ])('does not repeat one with another name: %s', (a, b) => {
    expect(template(a)).not.toBe(template(b));
  });
});

describe('the message of several events', () => {
  it.each([
    [['Created pod: web-7f9c5d6b8-x2x8k', 'Created pod: web-7f9c5d6b8-qw4zt'], 'Created pod: web-*'],
    [['Back-off 40s restarting web-1', 'Back-off 10s restarting web-1'], 'Back-off *s restarting web-1'],
    [
      ['exit code 137, restart 2', '(combined from similar events): exit code 137, restart 1'],
      'exit code 137, restart *',
    ],
    [['Killing web-7f9c5d6b8-x2x8k', 'Killing web-7f9c5d6b8-x2x8k'], 'Killing web-7f9c5d6b8-x2x8k'],
  ])('says only what all of them say: %j', (messages, said) => {
    expect(new Set(messages.map(template)).size).toBe(1);
    expect(commonMessage(messages)).toBe(said);
  });
});

describe('the searched text', () => {
  const long = `${'x'.repeat(200)} exceeded quota: team-quota`;

  it('is in view, however far into the message it is', () => {
    const mark = searched([{ text: 'Exceeded' }]);
    const shown = fromMatch(long, mark);
    expect(shown.startsWith('…')).toBe(true);
    expect(shown.indexOf('exceeded')).toBeLessThan(40);
    expect(shown.endsWith('exceeded quota: team-quota')).toBe(true);
  });

  it('leaves the message whole where it is near its start', () => {
    expect(fromMatch('exceeded quota: team-quota', searched([{ text: 'quota' }]))).toBe('exceeded quota: team-quota');
  });

  it('is found as RE2 writes it', () => {
    expect(long.search(searched([{ text: '(?P<what>exceeded) quo', regexp: true }]) ?? /$^/)).toBe(201);
  });

  it('is marked with the case that the filters match, whatever is excluded', () => {
    const lines = [
      { text: 'x', exclude: true },
      { text: 'Quota', caseSensitive: true },
    ];
    expect('quota'.search(searched(lines) ?? /quota/)).toBe(-1);
  });

  it('is not marked where only text without it is wanted, or where JavaScript cannot read it', () => {
    expect(searched([{ text: 'x', exclude: true }])).toBeUndefined();
    expect(searched([{ text: '(?-s:a', regexp: true }])).toBeUndefined();
  });
});
