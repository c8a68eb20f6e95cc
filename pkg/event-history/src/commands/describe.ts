import { type KeptEvent } from '../events/kept-event.ts';
import { Failure } from '../loki/failure.ts';
import { describeEvents } from '../print/described-events.ts';
import { typeNamed } from '../select/about.ts';
import { ask, type AskFlags } from './ask.ts';
import { type Terminal, writeAll } from './terminal.ts';

export interface DescribeFlags extends AskFlags {
  uid?: string;
}

/** `describe KIND NAME`, `describe KIND/NAME`: the events of one object, as `kubectl describe` ends with. */
export async function describe(
  type: string,
  name: string | undefined,
  flags: DescribeFlags,
  terminal: Terminal
): Promise<void> {
  const [kindText = '', nameText = '', ...more] = name === undefined ? type.split('/') : [type, name];
  if (kindText === '' || nameText === '' || more.length > 0) {
    throw new Failure('describe takes an object: describe pod web-1, or describe pod/web-1');
  }
  await ask(flags, terminal, async (question) => {
    const { kind, group, namespaced } = await typeNamed(kindText, question.kindsKept);
    const inNamespace = namespaced && !flags.allNamespaces;
    const events = await question.fetch({
      cluster: question.settings.cluster,
      types: [],
      about: { kind, group, name: nameText },
      fieldSelector: [
        ...(inNamespace
          ? [{ field: 'involvedObject.namespace' as const, value: question.namespace, exclude: false }]
          : []),
        ...(flags.uid ? [{ field: 'involvedObject.uid' as const, value: flags.uid, exclude: false }] : []),
      ],
    });
    await writeAll(terminal, [describeEvents(events, terminal.now())]);
    tellOfOthers(events, nameText, terminal);
  });
}

/** An object may have been deleted and made anew under the same name. */
function tellOfOthers(events: readonly KeptEvent[], name: string, { tell }: Terminal): void {
  const uids = new Set(events.map(({ event }) => event.involvedObject?.uid).filter(Boolean));
  if (uids.size > 1) {
    tell(`${uids.size} objects have had the name ${name}. Choose one by --uid: ${[...uids].join(', ')}`);
  }
}
