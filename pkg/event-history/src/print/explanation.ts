import { type Entry, fillIn, type Language, sourceUrl, textOf } from '@kubernetes-events/reasons';

const HEADINGS: Record<string, readonly [causes: string, checks: string, related: string, source: string]> = {
  en: ['Usual causes', 'What to check', 'Related', 'Source'],
  'zh-Hans': ['常见原因', '可查看', '相关', '来源'],
};

/** How a container ended. */
export interface Ending {
  exitCode: string;
  /** Undefined if the code has no general meaning. */
  exitCodeMeaning?: string;
}

/** The catalogue's entry for a reason, as text. */
export function explanationText(entry: Entry, language: Language, kind?: string, ending?: Ending): string {
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
    ...(ending ? ['', `  ${endingText(ending, language)}`] : []),
    ...section(causesHeading, causes),
    ...section(checksHeading, commands),
    ...section(relatedHeading, entry.related),
    '',
    `  ${sourceHeading}: ${sourceUrl(entry)}`,
    '',
  ].join('\n');
}

function endingText({ exitCode, exitCodeMeaning }: Ending, { code }: Language): string {
  return code === 'zh-Hans'
    ? `退出码 ${exitCode}：${exitCodeMeaning ?? '没有通用含义'}`
    : `Exit code ${exitCode}: ${exitCodeMeaning ?? 'no general meaning'}`;
}

function section(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `  ${heading}`, ...lines.map((line) => `    - ${line}`)];
}
