import { identityOf, OBJECT_PARTS, type ObjectIdentity } from '@kubernetes-events/logql';
import { text, type ValuesOf } from './codec';
import { type CommonUrl } from './common';

/** The object whose story is open. */
export const objectUrl = {
  cluster: text(OBJECT_PARTS.cluster.param, ''),
  kind: text(OBJECT_PARTS.kind.param, ''),
  namespace: text(OBJECT_PARTS.namespace.param, ''),
  name: text(OBJECT_PARTS.name.param, ''),
  /** Which of the objects that have had this name, by uid; empty for the latest. */
  uid: text('uid', ''),
};

export type ObjectUrl = ValuesOf<typeof objectUrl>;

/** What the address of an object's story has: nothing stays of the story and the event that were open before. */
export const storyState = (object: ObjectIdentity): ObjectUrl & Pick<CommonUrl, 'event'> => ({
  ...identityOf(object),
  uid: '',
  event: '',
});
