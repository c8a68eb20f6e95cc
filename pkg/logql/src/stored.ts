import { type EventRecord, isOther, SERVICE_NAME, type ShapeName } from '@kubernetes-events/event';
import { anyOf } from './literal.ts';
import { type EventQuery } from './query.ts';
import { type Matcher } from './selector.ts';

/** How the events in a range are stored: the parts of a query that follow from it. */
export type Stored = Pick<EventQuery, 'shapes' | 'increments'>;

/** What a sample shows of an event. */
export type Sample = Pick<EventRecord, 'shape' | 'service' | 'labels'>;

/** Lists the events nearest to one end of a range. */
export type SampleOf = (
  base: readonly Matcher[],
  order: 'newest' | 'oldest',
  limit: number
) => Promise<readonly Sample[]>;

const OWN: Matcher = { label: 'service_name', op: '=', value: SERVICE_NAME };
/** Selects the streams of other programs: ours writes this label on every stream. */
const OTHERS: Matcher = { ...OWN, op: '!=' };

/** How many programs are distinguished in a range. */
const MOST_PROGRAMS = 8;
/** How many events of a program are looked at: several of its kind may write in different formats at the same time. */
export const AT_EACH_END = 50;

/**
 * How the events in a range are stored, by a few of them. Loki knows from its index if there are none of other programs.
 * Those of each other program are looked at where they begin and end: one that has changed its format has both. What is as
 * usual is left out, so that equal queries stay equal.
 */
export async function storedIn(base: readonly Matcher[], sampleOf: SampleOf): Promise<Stored> {
  const [others, ...ends] = await Promise.all([
    sampleOf([...base, OTHERS], 'newest', AT_EACH_END),
    sampleOf(base, 'newest', 1),
    sampleOf(base, 'oldest', 1),
  ]);
  if (others.length === 0) {
    // A tenant may allow no metadata at all: the first and the last event show it.
    return ends.flat().every(({ labels }) => labels.increment) ? { increments: true } : {};
  }
  const [own, samples] = await Promise.all([sampleOf([...base, OWN], 'newest', 1), samplesOf(base, sampleOf, others)]);
  return { shapes: [...new Set([...own, ...samples].map(shapeOf))].sort() };
}

/**
 * The query for a dashboard or an alert rule, which outlives this range: right whether entries have increments or not, and
 * once this collector stores events beside other programs.
 */
export const lasting = ({ increments: _, shapes = [], ...query }: EventQuery): EventQuery => ({
  ...query,
  ...(shapes.length > 0 && { shapes: [...new Set<ShapeName>([...shapes, 'own'])].sort() }),
});

/** Streams of this collector may have another name; those of the first one had no metadata. */
const shapeOf = ({ shape, labels }: Sample): ShapeName => (isOther(shape) || labels.increment ? shape : 'first');

/** The newest and the oldest events of each other program. */
async function samplesOf(
  base: readonly Matcher[],
  sampleOf: SampleOf,
  newest: readonly Sample[]
): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  const known = [SERVICE_NAME];
  for (let next = newest; known.length <= MOST_PROGRAMS;) {
    const services = [...new Set(next.map(({ service }) => service))].filter((service) => !known.includes(service));
    if (services.length === 0) {
      break;
    }
    known.push(...services);
    const oldest = services
      .slice(0, MOST_PROGRAMS)
      .map((service) => sampleOf([...base, { label: 'service_name', op: '=', value: service }], 'oldest', AT_EACH_END));
    samples.push(...next, ...(await Promise.all(oldest)).flat());
    next = await sampleOf([...base, noneOf(known)], 'newest', AT_EACH_END);
  }
  return samples;
}

const noneOf = (services: readonly string[]): Matcher => ({
  label: 'service_name',
  op: '!~',
  value: anyOf(services),
});
