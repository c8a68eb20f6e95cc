import { fillIn, sourceUrl } from '@kubernetes-events/reasons';
import * as z from 'zod';
import { entryJson, explained } from '../../commands/explain.ts';
import { tool } from '../tool.ts';

export const explainReason = tool({
  name: 'explain_reason',
  title: 'Explain a reason',
  description:
    'What the reason of an event means, its usual causes and what to check, from a catalogue made from the sources of Kubernetes and common add-ons. It does not query the cluster.',
  input: z.strictObject({
    reason: z.string().min(1).describe('The reason of an event: BackOff, FailedScheduling, OOMKilled.'),
    component: z.string().optional().describe('The component that reported the event, such as kubelet.'),
    kind: z.string().optional().describe('The kind of the involved object, such as Pod.'),
    message: z
      .string()
      .optional()
      .describe("The event's message: some reasons mean different things by their message."),
    exit_code: z.number().int().min(0).max(255).optional().describe('The exit code of a container, to explain it too.'),
  }),
  run: async ({ reason, exit_code: code, ...seen }) => {
    const { default: language } = await import('@kubernetes-events/reasons/en');
    const exitCode = code === undefined ? undefined : String(code);
    const { entries, ending } = explained(reason, { ...seen, exitCode }, language);
    return {
      ...(ending && { exitCodeMeaning: ending.exitCodeMeaning ?? 'no general meaning' }),
      meanings: entries.map((entry) => ({
        ...entryJson(entry, language),
        check: entry.look.map((id) => fillIn(id, { kind: seen.kind })),
        source: sourceUrl(entry),
      })),
    };
  },
});
