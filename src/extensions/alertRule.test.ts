import { formForgets } from './formForgets';
import { freeName } from './saveRule';

describe("Grafana's form for new alert rules", () => {
  it.each([
    ['12.3.0', true],
    ['12.3.1', true],
    ['12.3.1+security-01', true],
    ['12.3.2', false],
    ['12.3.10', false],
    ['12.4.0', false],
    ['13.2.2', false],
  ])('of %s forgets what a link brings: %s', (version, forgets) => {
    expect(formForgets(version)).toBe(forgets);
  });
});

describe('the group of a rule that is saved', () => {
  it('never is one that is there', () => {
    expect(freeName('BackOff', new Set())).toBe('BackOff');
    expect(freeName('BackOff', new Set(['BackOff', 'BackOff 2']))).toBe('BackOff 3');
  });
});
