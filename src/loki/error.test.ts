import { LokiError } from './error';

describe('why Loki did not answer', () => {
  it.each([
    [503, 'upstream connect error', 'unreachable'],
    [502, 'oops', 'unreachable'],
    [504, 'oops', 'timeout'],
    [429, 'oops', 'busy'],
    [403, 'oops', 'rights'],
    [500, 'oops', 'other'],
    [500, 'context deadline exceeded', 'timeout'],
    [503, 'too many outstanding requests', 'busy'],
    [400, 'the query time range exceeds the limit', 'range'],
  ])('is recognized by the status %i and the text "%s": %s', (status, message, trouble) => {
    expect(LokiError.of({ status, message }).trouble).toBe(trouble);
  });
});
