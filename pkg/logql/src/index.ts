export { anyOf, escapeRegExp, onlyOneOf, quote } from './literal.ts';
export { DEFAULT_BASE, type Matcher, streamSelector } from './selector.ts';
export { baseMatchers, parseMatchers } from './matchers.ts';
export {
  type Filter,
  filterStage,
  including,
  type LineFilter,
  lineStage,
  STREAM_LABELS,
  streamMatchers,
} from './filter.ts';
export { type ReadQuery, readQuery } from './read.ts';
export { type CountOptions, countQuery, type EventQuery, logQuery, unfiltered, WORKLOAD } from './query.ts';
export {
  identityKey,
  identityOf,
  identityOfLabels,
  OBJECT_LABELS,
  OBJECT_PARTS,
  objectInAnyCluster,
  type ObjectIdentity,
  objectQuery,
  partFilter,
  workloadIdentity,
} from './object.ts';
export { instantAfter, SPLIT_MS, startOnSplit } from './splits.ts';
export { lasting, type Sample, type Stored, storedIn } from './stored.ts';
export { FieldSelectorError, parseApiFieldSelector } from './field-selector/api-server.ts';
export { FIELD_SELECTOR_FIELDS, type FieldName, labelOf } from './field-selector/fields.ts';
export {
  type FieldSelector,
  type FieldSelectorFault,
  type FieldTerm,
  formatFieldSelector,
  type ParsedFieldSelector,
  parseFieldSelector,
} from './field-selector/parse.ts';
