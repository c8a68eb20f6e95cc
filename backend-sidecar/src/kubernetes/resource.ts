import { ALL_NAMESPACES } from '../checkpoint/position.ts';
import { RESOURCE } from '../config/patterns.ts';

/** A kind of object that is watched: where the API server has it. */
export interface Resource {
  /** As {@link resourceOf} names it. */
  key: string;
  /** `/api/v1` or `/apis/apps/v1`. */
  folder: string;
  plural: string;
  /** As RBAC names it: `""` for the core group. */
  group: string;
}

/** @throws where the text is none */
export function readResource(text: string): Resource {
  const match = RESOURCE.exec(text);
  if (!match) {
    throw new RangeError(`${text} is no resource`);
  }
  const [, group = '', version = '', plural = ''] = match;
  return { key: `${group}/${plural}`, folder: group ? `/apis/${group}/${version}` : `/api/${version}`, plural, group };
}

/** Where the API server has its objects: those of a namespace, or all of them. */
export function pathOf({ folder, plural }: Resource, namespace: string): string {
  const within = namespace === ALL_NAMESPACES ? '' : `/namespaces/${encodeURIComponent(namespace)}`;
  return `${folder}${within}/${plural}`;
}

/** The rule of a Role that allows it, as JSON. */
export function ruleFor({ group, plural }: Resource, ...verbs: string[]): string {
  return JSON.stringify({ apiGroups: [group], resources: [plural], verbs });
}

/** Kinds whose references at times come without an apiVersion. */
const GROUPS: Record<string, string> = { ReplicaSet: 'apps', Job: 'batch' };

/** Those that were asked for before; so few that a cluster has. */
const GUESSED = new Map<string, string>();
const MOST_GUESSED = 1_000;

/** The resource of a kind, as `apps/replicasets` or `/pods`: group and plural, guessed as Kubernetes' own clients do. */
export function resourceOf(apiVersion: string, kind: string): string {
  const key = `${apiVersion}/${kind}`;
  const known = GUESSED.get(key);
  if (known !== undefined) {
    return known;
  }
  const resource = guess(apiVersion, kind);
  if (GUESSED.size < MOST_GUESSED) {
    GUESSED.set(key, resource);
  }
  return resource;
}

function guess(apiVersion: string, kind: string): string {
  const slash = apiVersion.indexOf('/');
  const group = slash > 0 ? apiVersion.slice(0, slash) : apiVersion ? '' : (GROUPS[kind] ?? '');
  return `${group}/${plural(kind.toLowerCase())}`;
}

/** Source: https://github.com/kubernetes/apimachinery/blob/v0.37.2/pkg/api/meta/restmapper.go (UnsafeGuessKindToResource) */
function plural(kind: string): string {
  if (kind.endsWith('s')) {
    return `${kind}es`;
  }
  return kind.endsWith('y') ? `${kind.slice(0, -1)}ies` : `${kind}s`;
}
