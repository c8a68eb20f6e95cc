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
    ['exited with code 1 after 40s: OOM', 'exited with code 1 after 1.5s, restart 1: OOM'],
    ['dial tcp 10.0.0.1:80: refused', 'dial tcp 10.0.12.7:80: refused'],
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
    [['Created pod: web-7f9c5d6b8-x2x8k', 'Created pod: web-7f9c5d6b8-qw4zt'], 'Created pod: web-…'],
    [['Back-off 40s restarting web-1', 'Back-off 10s restarting web-1'], 'Back-off 10–40s restarting web-1'],
    [['after 3m20s', 'after 1m2s', 'after 59s'], 'after 59s–3m20s'],
    [['after 1.5s', 'after 12s'], 'after 1.5–12s'],
    [
      ['exit code 137, restart 2', '(combined from similar events): exit code 137, restart 1'],
      'exit code 137, restart 1–2',
    ],
    [['after 51s, restart 1: OOM', 'after 40s: OOM'], 'after 40–51s: OOM'],
    [
      ['0/3 nodes are available: 1 is full.', '0/3 nodes are available: 3 is full.'],
      '0/3 nodes are available: 1–3 is full.',
    ],
    [['Get http://10.0.0.1:80/ failed', 'Get http://10.0.0.2:80/ failed'], 'Get http://…:80/ failed'],
    [['pulled web:1.4.2 at 10:20', 'pulled web:1.4.3 at 10:30'], 'pulled web:… at 10:…'],
    [['image of 1.4.2', 'image of 1'], 'image of …'],
    [['sandbox 100000000000', 'sandbox 100000000001'], 'sandbox …'],
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
