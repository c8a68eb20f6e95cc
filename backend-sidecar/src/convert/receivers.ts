import { type Foreign, isObject } from './foreign.ts';

export interface Receivers {
  settings: Record<string, unknown>;
  /** The names of the receivers that were carried over. */
  kept: Set<string>;
}

type Settings = Record<string, unknown>;

/** The receivers that this collector has as well; the others are named in the notes. */
export function receiversOf({ receivers }: Foreign, notes: string[]): Receivers {
  const found: Receivers = { settings: {}, kept: new Set() };
  const all: Settings = {};
  for (const receiver of (receivers as unknown[]).filter(isObject)) {
    const [kind, options] = kindOf(receiver);
    const at = `receivers.${String(receiver.name)} (${kind})`;
    if (kind === 'loki' && all.loki) {
      notes.push(`${at}: left out: there is one Loki already (for another, run a collector with a Lease of its own)`);
    } else if (kind === 'loki') {
      all.loki = lokiOf(options, at, notes);
      found.settings.staticLabels = labelsOf(options.streamLabels, at, notes);
      found.kept.add(String(receiver.name));
    } else if (kind === 'stdout') {
      all.stdout = true;
      found.settings.format = 'json';
      found.kept.add(String(receiver.name));
      noteOptions(options, ['path'], at, notes);
    } else {
      notes.push(
        `${at}: left out: ${OTHER[kind] ?? 'this collector pushes to Loki and writes to the standard output'}`
      );
    }
  }
  return { ...found, settings: { receivers: all, ...found.settings } };
}

/** A receiver's kind and options; a webhook to Loki's push URL, and a file of stdout, are taken for what they are. */
function kindOf(receiver: Settings): [kind: string, options: Settings] {
  const [kind = 'nothing', settings] = Object.entries(receiver).find(([key]) => key !== 'name') ?? [];
  const options = isObject(settings) ? settings : {};
  const { endpoint, ...others } = options;
  if (kind === 'file' && options.path === '/dev/stdout') {
    return ['stdout', options];
  }
  return kind === 'webhook' && /\/loki\/api\/v1\/push\/?$/.test(String(endpoint))
    ? ['loki', { url: endpoint, ...others }]
    : [kind, options];
}

const OTHER: Record<string, string> = {
  file: "use stdout, and what keeps your containers' output",
  slack: "alert from Grafana or from Loki's ruler instead",
  teams: "alert from Grafana or from Loki's ruler instead",
  opsgenie: "alert from Grafana or from Loki's ruler instead",
  opscenter: "alert from Grafana or from Loki's ruler instead",
  webhook: 'alert from Grafana to a webhook contact point instead',
  prometheus: "the collector's own /metrics has kubernetes_events_total by type, reason, kind and namespace",
};

function lokiOf(options: Settings, at: string, notes: string[]): Settings {
  const { url, headers, tls } = options;
  noteOptions(options, ['url', 'headers', 'tls', 'streamLabels'], at, notes);
  const { kept, tenant } = headersOf(headers, at, notes);
  return {
    url,
    ...(tenant && { tenant }),
    ...(Object.keys(kept).length > 0 && { headers: kept }),
    ...(isObject(tls) && Object.keys(tls).length > 0 && { tls }),
  };
}

function headersOf(headers: unknown, at: string, notes: string[]): { kept: Settings; tenant?: string } {
  const kept: Settings = {};
  let tenant: string | undefined;
  for (const [name, value] of Object.entries(isObject(headers) ? headers : {})) {
    if (isTemplate(value)) {
      notes.push(`${at}: header ${name}: left out: a header is the same for every event (${String(value)})`);
    } else if (name.toLowerCase() === 'x-scope-orgid') {
      tenant = String(value);
    } else if (!/^(content-type|user-agent)$/i.test(name)) {
      kept[name] = String(value);
    }
  }
  return { kept, ...(tenant !== undefined && { tenant }) };
}

function labelsOf(labels: unknown, at: string, notes: string[]): Settings {
  const kept: Settings = {};
  for (const [name, value] of Object.entries(isObject(labels) ? labels : {})) {
    if (isTemplate(value)) {
      notes.push(`${at}: stream label ${name}: left out: use \`labels\`, a field of the event each (${String(value)})`);
    } else {
      kept[name] = String(value);
    }
  }
  return kept;
}

/** Go's templates: their results differ from event to event. */
function isTemplate(value: unknown): boolean {
  return String(value).includes('{{');
}

function noteOptions(options: Settings, carried: readonly string[], at: string, notes: string[]): void {
  for (const name of Object.keys(options).filter((option) => !carried.includes(option))) {
    notes.push(`${at}: ${name}: left out: ${OPTIONS[name] ?? 'there is nothing like it'}`);
  }
}

const OPTIONS: Record<string, string> = {
  layout: 'the whole event is kept: query its parts by LogQL',
  sentUpdateEvent: 'repeats are always kept',
  deDot: 'nothing needs it',
  username: 'set receivers.loki.username',
  password: 'set receivers.loki.password by an environment variable',
};
