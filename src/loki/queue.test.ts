import { defer, Subject } from 'rxjs';
import { inTurn, type Turn } from './queue';

/** Questions that note when they are asked, and are answered by hand. */
function desk() {
  const asked: string[] = [];
  const heard: string[] = [];
  const answers = new Map<string, Subject<string>>();
  const ask = (turn: Turn, name: string) => {
    const answer = new Subject<string>();
    answers.set(name, answer);
    return inTurn(
      turn,
      defer(() => {
        asked.push(name);
        return answer;
      })
    ).subscribe((name) => heard.push(name));
  };
  const answer = (name: string) => {
    answers.get(name)?.next(name);
    answers.get(name)?.complete();
  };
  return { asked, heard, ask, answer };
}

describe('questions take turns', () => {
  it('a list goes at once, counts wait until it is there', () => {
    const { asked, ask, answer } = desk();
    ask('first', 'list');
    ask('soon', 'count');
    expect(asked).toEqual(['list']);
    answer('list');
    expect(asked).toEqual(['list', 'count']);
    answer('count');
  });

  it('counts one after the other, what is only nice to know last', () => {
    const { asked, ask, answer } = desk();
    ask('soon', 'a');
    ask('later', 'nice');
    ask('soon', 'b');
    expect(asked).toEqual(['a']);
    answer('a');
    expect(asked).toEqual(['a', 'b']);
    answer('b');
    expect(asked).toEqual(['a', 'b', 'nice']);
    answer('nice');
  });

  it('a list does not wait for counts that are on their way', () => {
    const { asked, ask, answer } = desk();
    ask('soon', 'a');
    ask('first', 'list');
    expect(asked).toEqual(['a', 'list']);
    ['a', 'list'].forEach(answer);
  });

  it('one that is let go of before its turn never asks', () => {
    const { asked, ask, answer } = desk();
    ask('soon', 'a');
    ask('soon', 'b').unsubscribe();
    ask('soon', 'c');
    answer('a');
    expect(asked).toEqual(['a', 'c']);
    answer('c');
  });

  it('one that is let go of on its way may finish, unheard', () => {
    const { asked, heard, ask, answer } = desk();
    const a = ask('soon', 'a');
    ask('soon', 'b');
    a.unsubscribe();
    expect(asked).toEqual(['a']);
    answer('a');
    expect(asked).toEqual(['a', 'b']);
    answer('b');
    expect(heard).toEqual(['b']);
  });

  it('one that is let go of makes room where it takes too long', () => {
    jest.useFakeTimers();
    const { asked, ask, answer } = desk();
    ask('soon', 'a').unsubscribe();
    ask('soon', 'b');
    jest.runAllTimers();
    expect(asked).toEqual(['a', 'b']);
    answer('b');
    jest.useRealTimers();
  });
});
