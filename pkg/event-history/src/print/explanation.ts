import { type Entry, fillIn, type Language, sourceUrl, textOf } from '@kubernetes-events/reasons';

const HEADINGS: Record<string, readonly [causes: string, look: string, related: string, source: string]> = {
  en: ['Usual causes', 'Look at', 'Related', 'Source'],
  'zh-Hans': ['常见原因', '可查看', '相关', '来源'],
};

/** What the catalogue says of a reason, for a terminal. */
export function explanationText(entry: Entry, language: Language, kind?: string): string {
  const { meaning, causes } = textOf(entry, language);
  const [causesHeading, lookHeading, relatedHeading, sourceHeading] = HEADINGS[language.code] ?? HEADINGS.en!;
  const about = [
    entry.emitter,
    entry.kinds.join(', '),
    entry.types.join(', '),
    language.seriousness[entry.seriousness],
  ];
  const commands = entry.look.map((id) => fillIn(id, { kind }));
  return [
    `${entry.reason}  (${about.filter(Boolean).join('; ')})`,
    `  ${meaning}`,
    ...section(causesHeading, causes),
    ...section(lookHeading, commands),
    ...section(relatedHeading, entry.related),
    '',
    `  ${sourceHeading}: ${sourceUrl(entry)}`,
    '',
  ].join('\n');
}

function section(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `  ${heading}`, ...lines.map((line) => `    - ${line}`)];
}
