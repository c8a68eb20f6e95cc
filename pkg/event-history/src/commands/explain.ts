import {
  CATALOGUE,
  entryOf,
  exitCodeText,
  explain as explanationOf,
  type Entry,
  type Language,
  search,
  textOf,
} from '@kubernetes-events/reasons';
import { Failure } from '../loki/failure.ts';
import { type Ending, explanationText } from '../print/explanation.ts';
import { type Terminal, writeAll } from './terminal.ts';

export interface ExplainFlags {
  component?: string;
  kind?: string;
  message?: string;
  exitCode?: string;
  lang?: string;
  output?: string;
}

/** `explain REASON`: what a reason means, its usual causes, and what to check. */
export async function explain(reason: string, flags: ExplainFlags, terminal: Terminal): Promise<void> {
  const language = await languageOf(flags.lang, terminal.env);
  const { entries, ending } = explained(reason, flags, language);
  await writeAll(terminal, [
    flags.output === 'json'
      ? `${JSON.stringify(
          entries.map((one) => ({ ...entryJson(one, language), ...ending })),
          null,
          4
        )}\n`
      : entries.map((one) => explanationText(one, language, flags.kind, ending)).join('\n'),
  ]);
}

/**
 * The catalogue's entries for a reason, in any case, and what an exit code means with it: one entry if it is clear which
 * is meant, or else all, best first.
 *
 * @throws {Failure} with similar reasons, if there is none
 */
export function explained(
  reason: string,
  flags: ExplainFlags,
  language: Language
): { entries: Entry[]; ending: Ending | undefined } {
  const exact = CATALOGUE.find((entry) => entry.reason.toLowerCase() === reason.toLowerCase())?.reason;
  const { entry, others, certainty } = explanationOf(exact ?? reason, flags);
  if (!entry) {
    throw new Failure(`no explanation for the reason "${reason}"${suggestions(reason, language)}`);
  }
  const ending = flags.exitCode === undefined ? undefined : endingOf(flags.exitCode, entry.reason, language);
  const sure = certainty === 'exact' || flags.kind !== undefined || flags.message !== undefined || ending !== undefined;
  return { entries: sure ? [entry] : [entry, ...others], ending };
}

/** What an exit code means for a container that ended with this reason. */
function endingOf(exitCode: string, reason: string, language: Language): Ending {
  if (!/^\d{1,3}$/.test(exitCode) || Number(exitCode) > 255) {
    throw new Failure(`--exit-code: "${exitCode}" is not an exit code: use a number from 0 to 255`);
  }
  return { exitCode, exitCodeMeaning: exitCodeText(exitCode, reason, language) };
}

/** The catalogue's reasons, for completion. */
export function reasons(): string[] {
  return [...new Set(CATALOGUE.map(({ reason }) => reason))].sort();
}

async function languageOf(flag: string | undefined, env: NodeJS.ProcessEnv): Promise<Language> {
  const wanted = flag ?? (env.LC_ALL || env.LC_MESSAGES || env.LANG || 'en');
  if (/^zh/i.test(wanted)) {
    return (await import('@kubernetes-events/reasons/zh-Hans')).default;
  }
  if (flag !== undefined && !/^en/i.test(flag)) {
    throw new Failure(`--lang: "${flag}" is not supported: use en or zh-Hans`);
  }
  return (await import('@kubernetes-events/reasons/en')).default;
}

function suggestions(reason: string, language: Language): string {
  const words = reason.replace(/([a-z])([A-Z])/g, '$1 $2').split(' ');
  const found = [reason, ...words].flatMap((text) => search(text, language)).map((entry) => entry.reason);
  const near = [...new Set(found)].slice(0, 5);
  return near.length > 0 ? `, try ${near.join(', ')}` : '';
}

export function entryJson(entry: Entry, language: Language): object {
  const { id, reason, emitter, kinds, types, seriousness, related } = entry;
  const known = related.filter((one) => entryOf(one));
  return { id, reason, emitter, kinds, types, seriousness, ...textOf(entry, language), related: known };
}
