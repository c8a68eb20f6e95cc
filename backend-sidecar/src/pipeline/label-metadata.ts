import { labelMetadataName } from '@kubernetes-events/event';
import { type Labels } from '../kubernetes/labels.ts';

/** Labels as an entry's metadata: those of these names, in their order. */
export function metadataOf(
  names: readonly string[],
  of: 'object' | 'namespace'
): (labels: Labels) => Record<string, string> {
  const pairs = names.map((name) => [name, labelMetadataName(name, of)] as const);
  return (labels) => {
    const metadata: Record<string, string> = {};
    for (const [name, as] of pairs) {
      const value = labels[name];
      if (value) {
        metadata[as] = value;
      }
    }
    return metadata;
  };
}
