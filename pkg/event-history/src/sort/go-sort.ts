/** A sequence that can only be compared and swapped by position, as Go's sort.Interface has it. */
interface Sequence {
  less: (i: number, j: number) => boolean;
  swap: (i: number, j: number) => void;
}

const INSERTION_UP_TO = 12;
const NINTHER_FROM = 50;
/** Three medians of three for each of three places. */
const MOST_SWAPS = 12;

/**
 * Sorts as Go's `sort.Sort` does: the same pattern-defeating quicksort, step for step, so that elements that compare
 * alike come out in the order in which kubectl, which sorts by it, prints them. Not stable.
 *
 * Source: https://github.com/golang/go/blob/go1.26.0/src/sort/zsortinterface.go.
 *
 * @returns a new array
 */
export function goSort<T>(items: readonly T[], less: (a: T, b: T) => boolean): T[] {
  const sorted = [...items];
  const sequence: Sequence = {
    less: (i, j) => less(sorted[i]!, sorted[j]!),
    swap(i, j) {
      [sorted[i], sorted[j]] = [sorted[j]!, sorted[i]!];
    },
  };
  if (sorted.length > 1) {
    quicksort(sequence, 0, sorted.length, bitLength(sorted.length));
  }
  return sorted;
}

const bitLength = (number: number): number => 32 - Math.clz32(number);

/** Sorts positions from `a` to before `b`; after `limit` bad pivots by a heap. */
function quicksort(data: Sequence, a: number, b: number, limit: number): void {
  let balanced = true;
  let partitioned = true;
  while (b - a > INSERTION_UP_TO) {
    if (limit === 0) {
      heapSort(data, a, b);
      return;
    }
    if (!balanced) {
      breakPatterns(data, a, b);
      limit--;
    }
    const { pivot, increasing } = pivotOf(data, a, b);
    if (balanced && partitioned && increasing && nearlySorted(data, a, b)) {
      return;
    }
    if (a > 0 && !data.less(a - 1, pivot)) {
      a = partitionEqual(data, a, b, pivot);
      continue;
    }
    const parts = partition(data, a, b, pivot);
    partitioned = parts.already;
    const [left, right] = [parts.middle - a, b - parts.middle];
    balanced = Math.min(left, right) >= Math.floor((b - a) / 8);
    if (left < right) {
      quicksort(data, a, parts.middle, limit);
      a = parts.middle + 1;
    } else {
      quicksort(data, parts.middle + 1, b, limit);
      b = parts.middle;
    }
  }
  insertionSort(data, a, b);
}

function insertionSort(data: Sequence, a: number, b: number): void {
  for (let i = a + 1; i < b; i++) {
    for (let j = i; j > a && data.less(j, j - 1); j--) {
      data.swap(j, j - 1);
    }
  }
}

function heapSort(data: Sequence, first: number, b: number): void {
  const length = b - first;
  for (let root = Math.floor((length - 1) / 2); root >= 0; root--) {
    siftDown(data, root, length, first);
  }
  for (let last = length - 1; last >= 0; last--) {
    data.swap(first, first + last);
    siftDown(data, 0, last, first);
  }
}

function siftDown(data: Sequence, root: number, end: number, first: number): void {
  for (let child = 2 * root + 1; child < end; child = 2 * root + 1) {
    if (child + 1 < end && data.less(first + child, first + child + 1)) {
      child++;
    }
    if (!data.less(first + root, first + child)) {
      return;
    }
    data.swap(first + root, first + child);
    root = child;
  }
}

/** Puts what is less than the pivot before it, the rest after it. */
function partition(data: Sequence, a: number, b: number, pivot: number): { middle: number; already: boolean } {
  data.swap(a, pivot);
  let i = a + 1;
  let j = b - 1;
  let already = true;
  for (;;) {
    while (i <= j && data.less(i, a)) {
      i++;
    }
    while (i <= j && !data.less(j, a)) {
      j--;
    }
    if (i > j) {
      data.swap(j, a);
      return { middle: j, already };
    }
    already = false;
    data.swap(i++, j--);
  }
}

/** Where nothing is less than the pivot: puts its equals first. Returns where the greater ones begin. */
function partitionEqual(data: Sequence, a: number, b: number, pivot: number): number {
  data.swap(a, pivot);
  let i = a + 1;
  let j = b - 1;
  for (;;) {
    while (i <= j && !data.less(a, i)) {
      i++;
    }
    while (i <= j && data.less(a, j)) {
      j--;
    }
    if (i > j) {
      return i;
    }
    data.swap(i++, j--);
  }
}

/** Mends up to five pairs that are out of order. Returns whether all is sorted then. */
function nearlySorted(data: Sequence, a: number, b: number): boolean {
  let i = a + 1;
  for (let step = 0; step < 5; step++) {
    while (i < b && !data.less(i, i - 1)) {
      i++;
    }
    if (i === b) {
      return true;
    }
    if (b - a < NINTHER_FROM) {
      return false;
    }
    data.swap(i, i - 1);
    if (i - a >= 2) {
      shiftLeft(data, i - 1);
    }
    if (b - i >= 2) {
      shiftRight(data, i + 1, b);
    }
  }
  return false;
}

function shiftLeft(data: Sequence, from: number): void {
  for (let j = from; j >= 1 && data.less(j, j - 1); j--) {
    data.swap(j, j - 1);
  }
}

function shiftRight(data: Sequence, from: number, b: number): void {
  for (let j = from; j < b && data.less(j, j - 1); j++) {
    data.swap(j, j - 1);
  }
}

/** Scatters three elements, at places that the length alone decides. */
function breakPatterns(data: Sequence, a: number, b: number): void {
  const length = b - a;
  const mask = BigInt(2 ** bitLength(length) - 1);
  const middle = a + Math.floor(length / 4) * 2;
  let random = BigInt(length);
  for (let at = middle - 1; at <= middle + 1; at++) {
    random = xorshift(random);
    const other = Number(random & mask);
    data.swap(at, a + (other >= length ? other - length : other));
  }
}

/** Source: https://www.jstatsoft.org/article/view/v008i14/xorshift.pdf. */
function xorshift(state: bigint): bigint {
  let next = BigInt.asUintN(64, state ^ (state << 13n));
  next ^= next >> 7n;
  return BigInt.asUintN(64, next ^ (next << 17n));
}

/** A median of a few, and whether they stood in order; where they stood the wrong way round, all is turned round. */
function pivotOf(data: Sequence, a: number, b: number): { pivot: number; increasing: boolean } {
  const quarter = Math.floor((b - a) / 4);
  let places = [a + quarter, a + quarter * 2, a + quarter * 3] as const;
  let swaps = 0;
  const median = (...[x, y, z]: readonly [number, number, number]): number => {
    const order = (one: number, two: number): [number, number] => {
      const swapped = data.less(two, one);
      swaps += Number(swapped);
      return swapped ? [two, one] : [one, two];
    };
    [x, y] = order(x, y);
    [y, z] = order(y, z);
    [x, y] = order(x, y);
    return y;
  };
  if (b - a >= NINTHER_FROM) {
    places = [around(places[0], median), around(places[1], median), around(places[2], median)];
  }
  const pivot = median(...places);
  if (swaps < MOST_SWAPS) {
    return { pivot, increasing: swaps === 0 };
  }
  for (let i = a, j = b - 1; i < j; i++, j--) {
    data.swap(i, j);
  }
  return { pivot: b - 1 - (pivot - a), increasing: true };
}

const around = (at: number, median: (x: number, y: number, z: number) => number): number => median(at - 1, at, at + 1);
