import { type Entry, fillIn, type Language, sourceUrl, textOf } from '@kubernetes-events/reasons';

const HEADINGS: Record<string, readonly [causes: string, checks: string, related: string, source: string]> = {
  en: ['Usual causes', 'What to check', 'Related', 'Source'],
  'zh-Hans': ['常见原因', '可查看', '相关', '来源'],
};

/** The catalogue's entry for a reason, as text. */
export function explanationText(entry: Entry, language: Language, kind?: string): string {
  const { meaning, causes } = textOf(entry, language);
  const [causesHeading, checksHeading, relatedHeading, sourceHeading] = HEADINGS[language.code] ?? HEADINGS.en!;
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
    ...section(checksHeading, commands),
    ...section(relatedHeading, entry.related),
    '',
    `  ${sourceHeading}: ${sourceUrl(entry)}`,
    '',
  ].join('\n');
}

function section(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `  ${heading}`, ...lines.map((line) => `    - ${line}`)];
}
