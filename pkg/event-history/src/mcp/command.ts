import { addressIn } from '../access/access.ts';
import { type CommonFlags, configured } from '../commands/session.ts';
import { type Terminal } from '../commands/terminal.ts';

/** `mcp`: answers clients of the Model Context Protocol on stdin and stdout, until stdin ends. */
export async function mcp(flags: CommonFlags, terminal: Terminal): Promise<void> {
  const { settings, namespace } = configured(flags, terminal.env);
  // A server without an address could answer nothing; that Loki is away may pass.
  addressIn(settings);
  const { serve } = await import('./server.ts');
  const place = [
    flags.allNamespaces ? 'all namespaces' : `namespace ${namespace}`,
    ...(settings.cluster === undefined ? [] : [`of cluster ${settings.cluster}`]),
  ].join(' ');
  terminal.notify(`Serving MCP on stdin and stdout about ${place}, until stdin ends.`);
  serve({ flags, terminal }, place);
}
