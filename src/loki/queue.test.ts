import { defer, Subject } from 'rxjs';
import { type Priority, queued } from './queue';

/** Requests that note when they are sent, and are answered by hand. */
function requests() {
  const sent: string[] = [];
  const received: string[] = [];
  const answers = new Map<string, Subject<string>>();
  const send = (priority: Priority, name: string) => {
    const answer = new Subject<string>();
    answers.set(name, answer);
    return queued(
      priority,
      defer(() => {
        sent.push(name);
        return answer;
      })
    ).subscribe((name) => received.push(name));
  };
  const answer = (name: string) => {
    answers.get(name)?.next(name);
    answers.get(name)?.complete();
  };
  return { sent, received, send, answer };
}

describe('the queue of requests to Loki', () => {
  it('sends a list at once, and counts after its answer', () => {
    const { sent, send, answer } = requests();
    send('high', 'list');
    send('normal', 'count');
    expect(sent).toEqual(['list']);
    answer('list');
    expect(sent).toEqual(['list', 'count']);
    answer('count');
  });

  it('sends counts one at a time, those of low priority last', () => {
    const { sent, send, answer } = requests();
    send('normal', 'a');
    send('low', 'nice');
    send('normal', 'b');
    expect(sent).toEqual(['a']);
    answer('a');
    expect(sent).toEqual(['a', 'b']);
    answer('b');
    expect(sent).toEqual(['a', 'b', 'nice']);
    answer('nice');
  });

  it('sends a list while a count loads', () => {
    const { sent, send, answer } = requests();
    send('normal', 'a');
    send('high', 'list');
    expect(sent).toEqual(['a', 'list']);
    ['a', 'list'].forEach(answer);
  });

  it('never sends a request that is cancelled while it waits', () => {
    const { sent, send, answer } = requests();
    send('normal', 'a');
    send('normal', 'b').unsubscribe();
    send('normal', 'c');
    answer('a');
    expect(sent).toEqual(['a', 'c']);
    answer('c');
  });

  it('lets a request finish that was sent before it is cancelled, and drops its answer', () => {
    const { sent, received, send, answer } = requests();
    const a = send('normal', 'a');
    send('normal', 'b');
    a.unsubscribe();
    expect(sent).toEqual(['a']);
    answer('a');
    expect(sent).toEqual(['a', 'b']);
    answer('b');
    expect(received).toEqual(['b']);
  });

  it('cancels such a request if it takes too long', () => {
    jest.useFakeTimers();
    const { sent, send, answer } = requests();
    send('normal', 'a').unsubscribe();
    send('normal', 'b');
    jest.runAllTimers();
    expect(sent).toEqual(['a', 'b']);
    answer('b');
    jest.useRealTimers();
  });
});
