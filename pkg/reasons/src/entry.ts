import { type CommandId } from './commands.ts';

export type EventType = 'Normal' | 'Warning';

/**
 * How much a reason matters on its own, from the normal course of things to what needs someone now: `routine` is how it
 * should go, `notice` is worth knowing, `trouble` is something that does not work, `severe` is a workload, node or
 * volume that is out of service.
 */
export const SERIOUSNESS = ['routine', 'notice', 'trouble', 'severe'] as const;
export type Seriousness = (typeof SERIOUSNESS)[number];

/** A public repository at a tag. */
export interface Project {
  /** `owner/name` on GitHub. */
  repository: string;
  version: string;
}

/** What is known of one reason as one emitter uses it; its sentences are in the language tables, by `id`. */
export interface Entry {
  /** `emitter/Reason`, with `:variant` where an emitter uses one reason for different things. Stable. */
  id: string;
  reason: string;
  /** The program that it comes from: kubelet, default-scheduler, kube-controller-manager, … */
  emitter: string;
  /** Who reports it, as in `source.component` or `reportingComponent`; empty where any component may; `*` in one stands for any text. */
  components: readonly string[];
  /** The kinds of objects that it is about; empty where any may be. */
  kinds: readonly string[];
  types: readonly EventType[];
  seriousness: Seriousness;
  /** What the message says in this variant and not in the others. */
  says?: RegExp;
  /** What to look at, most telling first: keys of `COMMANDS`. */
  look: readonly CommandId[];
  /** Ids of entries that often come with it, or complete it. */
  related: readonly string[];
  /** Where the reason stands in the emitter's source. */
  source: Project & { path: string };
}

/** What the entries of one file have in common. */
interface Section extends Project {
  emitter: string;
  components: readonly string[];
  path: string;
}

/** Type (`W`arning, `N`ormal or `B`oth), seriousness, then kinds, commands and related entries apart by spaces. */
type Row = readonly [
  type: keyof typeof TYPES,
  seriousness: Seriousness,
  kinds: string,
  look: string,
  related: string,
  own?: { says?: RegExp; path?: string; components?: readonly string[] },
];

const TYPES = { N: ['Normal'], W: ['Warning'], B: ['Normal', 'Warning'] } as const;

const words = (text: string): string[] => text.split(' ').filter(Boolean);

/** Spells the rows of one section out. A related entry without an emitter is one of the same emitter. */
export function entries(section: Section, rows: Record<string, Row>): Entry[] {
  const { emitter, repository, version } = section;
  return Object.entries(rows).map(([key, [type, seriousness, kinds, look, related, own = {}]]) => ({
    id: `${emitter}/${key}`,
    reason: key.replace(/:.*$/, ''),
    emitter,
    components: own.components ?? section.components,
    kinds: words(kinds),
    types: TYPES[type],
    seriousness,
    says: own.says,
    look: words(look) as CommandId[],
    related: words(related).map((id) => (id.includes('/') ? id : `${emitter}/${id}`)),
    source: { repository, version, path: own.path ?? section.path },
  }));
}

/** The address of the source file that the entry was read from. */
export function sourceUrl({ source: { repository, version, path } }: Entry): string {
  return `https://github.com/${repository}/blob/${version}/${path}`;
}
