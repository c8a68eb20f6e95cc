import { type EventRecord } from '@kubernetes-events/event';
import { identityKey, type ObjectIdentity } from '@kubernetes-events/logql';
import { foldedRows } from '../rows/fold';
import { type Related } from './family';
import { childIn, plainMessage } from './relations';
import { type Rule, RULES } from './rules';
import { deletedText, warningText } from './ruleTexts';

/** What happened, in a sentence that its events support. */
export interface Sentence {
  key: string;
  text: string;
  /** When it happened first and last, in milliseconds. */
  from: number;
  to: number;
  /** The event that the sentence quotes, or the last one. */
  record: EventRecord;
  /** Whom it is about. */
  objects: ObjectIdentity[];
}

/** As the rows of the story count. */
export const occurrences = (records: readonly EventRecord[]) =>
  foldedRows(records, 'object').reduce((sum, { count }) => sum + count, 0);

/** An object's life as far as its events report it, in order of the last time. */
export function sentencesOf(own: readonly EventRecord[], related: readonly Related[]): Sentence[] {
  const deletions = deletionsIn(own, related).map(({ record }) => sentenceOf('deleted', [record], deletedText(record)));
  return byTime([...sentencesFrom(own), ...deletions]);
}

/** The warnings of the objects below, those of one kind together. */
export function childSentences(related: readonly Related[]): Sentence[] {
  const warnings = related.filter(({ relation, record }) => relation.role === 'child' && record.type === 'Warning');
  const byKind = Map.groupBy(
    warnings.map(({ record }) => record),
    ({ kind }) => kind
  );
  return byTime([...byKind.values()].flatMap((records) => sentencesFrom(records)));
}

const byTime = (sentences: Sentence[]) => sentences.sort((a, b) => a.to - b.to);

/** One sentence for each rule that applies, and for each warning that no rule knows. */
function sentencesFrom(records: readonly EventRecord[]): Sentence[] {
  const groups = new Map<string, { rule?: Rule; records: EventRecord[] }>();
  for (const record of records) {
    const rule = RULES.find((candidate) => applies(candidate, record));
    if (rule || record.type === 'Warning') {
      const key = [record.kind, rule ? rule.name : record.reason, rule?.apart?.(record) ?? ''].join(' ');
      const group = groups.get(key) ?? { rule, records: [] };
      group.records.push(record);
      groups.set(key, group);
    }
  }
  const names = new Set([...groups.values()].map(({ rule }) => rule?.name));
  return [...groups].flatMap(([key, { rule, records: group }]) => {
    const last = group.at(-1);
    if (!last || (rule?.echoes && names.has(rule.echoes))) {
      return [];
    }
    const facts = {
      count: occurrences(group),
      last,
      message: plainMessage(last.message),
      records: group,
      all: records,
    };
    return sentenceOf(key, group, rule ? rule.text(facts) : warningText(facts));
  });
}

const applies = ({ reasons, kinds, says }: Rule, { reason, kind, message }: EventRecord) =>
  reasons.includes(reason) && (!kinds || kinds.includes(kind)) && (!says || says.test(plainMessage(message)));

function sentenceOf(key: string, records: readonly EventRecord[], text: string): Sentence {
  const [first] = records;
  const last = records.at(-1);
  if (!first || !last) {
    throw new Error('a sentence needs an event');
  }
  const objects = new Map(records.map((record) => [identityKey(record), record]));
  return { key, text, from: first.timeMs, to: last.timeMs, record: last, objects: [...objects.values()] };
}

/** Events of an owner that report that it deleted this object. */
function deletionsIn([first]: readonly EventRecord[], related: readonly Related[]): Related[] {
  return related.filter(({ relation, record }) => {
    const child = relation.role === 'owner' && /deleted? (pod|job)/i.test(record.message) ? childIn(record) : undefined;
    return child && first && identityKey(child) === identityKey(first);
  });
}
