import assert from 'node:assert/strict';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { type Stack } from '../../stack/src/stack.ts';
import { historyCommand } from './programs.ts';

/** Starts `kubectl event-history mcp`; `answered` fails if a tool answers with an error. */
export async function connected(stack: Stack, args: readonly string[], env: Record<string, string>) {
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(new StdioClientTransport({ ...historyCommand(stack, ['mcp', ...args], env), stderr: 'ignore' }));
  return {
    close: () => client.close(),
    async answered(name: string, args: Record<string, string> = {}): Promise<Record<string, unknown>> {
      const { structuredContent, isError, content } = await client.callTool({ name, arguments: args });
      assert.notEqual(isError, true, JSON.stringify(content));
      return structuredContent as Record<string, unknown>;
    },
  };
}
