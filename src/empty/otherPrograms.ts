import { isOther, SERVICE_NAME, type ShapeName } from '@kubernetes-events/event';
import { type Matcher, onlyOneOf } from '@kubernetes-events/logql';
import { lastValueFrom } from 'rxjs';
import { counts } from '../loki/counts';
import { listEvents } from '../loki/list';
import { programName } from '../loki/programName';
import { hasResources, lokiSource, lokiSources, type LokiSource } from '../loki/source';
import { DAY, HOUR } from '../shared/time/units';

/** The events of one program in a data source. */
export interface OtherProgram {
  name: string;
  /** The value of `service_name` in its streams. */
  service: string;
  shapes: readonly ShapeName[];
  /** How many events it has stored in the last {@link COUNTED_HOURS} hours. */
  events: number;
}

/** A data source with events of other programs, and the streams that hold them and those of this collector. */
export interface OtherEvents {
  uid: string;
  source: string;
  base: readonly Matcher[];
  programs: readonly OtherProgram[];
}

export const COUNTED_HOURS = 3;

/** What such programs call themselves. Nothing else says where events are: each has the other labels that people chose. */
const LIKELY = /event|kube|k8s|otel|alloy|fluent|vector|unknown_service/i;
/** How many of those are looked at in a data source. */
const MOST = 12;
/** Streams that hold anything else among this many of their lines are not those of events alone. */
const SAMPLE = 20;

/** The events of other programs in each Loki data source that this person may read, as they are found; or that one failed. */
export async function* otherEvents(now: number): AsyncGenerator<OtherEvents | { failed: string }> {
  for (const { uid, name } of lokiSources()) {
    const programs = await programsIn(uid, now).catch(() => undefined);
    if (!programs) {
      yield { failed: name };
    } else if (programs.length > 0) {
      // With those of this collector, so that what it stores later is seen.
      const services = [SERVICE_NAME, ...programs.map(({ service }) => service)];
      const base: Matcher[] = [{ label: 'service_name', op: '=~', value: onlyOneOf(services) }];
      yield { uid, source: name, base, programs };
    }
  }
}

async function programsIn(uid: string, now: number): Promise<OtherProgram[]> {
  const source = await lokiSource(uid);
  if (!hasResources(source)) {
    return [];
  }
  const range = { start: `${now - DAY}000000`, end: `${now}000000` };
  const { data = [] } = await source.getResource<{ data?: string[] }>('label/service_name/values', range);
  const likely = data.filter((service) => LIKELY.test(service)).slice(0, MOST);
  const found = await Promise.all(likely.map((service) => programOf(source, service, now)));
  return found.filter((program) => program !== undefined);
}

async function programOf(source: LokiSource, service: string, now: number): Promise<OtherProgram | undefined> {
  const base: Matcher[] = [{ label: 'service_name', op: '=', value: service }];
  const { records } = await lastValueFrom(
    listEvents(source, { base }, { from: now - DAY, to: now }, 'newest', SAMPLE, 'low')
  );
  const [newest] = records;
  if (!newest || !records.every(({ shape }) => isOther(shape))) {
    return undefined;
  }
  const shapes = [...new Set(records.map(({ shape }) => shape))];
  const span = { from: now - COUNTED_HOURS * HOUR, to: now };
  const counted = await lastValueFrom(counts(source, { base, shapes }, span, [], { what: 'entries', priority: 'low' }));
  return { name: programName(newest), service, shapes, events: counted[0]?.count ?? 0 };
}
