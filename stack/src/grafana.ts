import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { StackError } from './errors.ts';
import { type ManagedProcess, type Stack } from './stack.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const PLUGIN = 'lokievents-kubernetes-app';
const UNSIGNED = [PLUGIN, 'lokievents-table-panel', 'lokievents-timeline-panel', 'lokievents-problems-panel'];

/**
 * A real Grafana from its own folder, with the app as it is built and this repository's provisioning. Anybody on this
 * machine is its admin; it listens on the loopback interface and contacts no other host.
 *
 * Source: https://grafana.com/docs/grafana/latest/setup-grafana/configure-grafana/
 */
export function grafana(stack: Stack, home: string, port: string): ManagedProcess {
  const command = path.join(home, 'bin/grafana');
  if (!existsSync(command)) {
    throw new StackError(
      `GRAFANA_HOME: ${home} has no bin/grafana: name the folder of an unpacked Grafana, 12.2.5 or newer`
    );
  }
  const data = path.join(stack.state.data, 'grafana');
  const plugins = path.join(data, 'plugins');
  mkdirSync(plugins, { recursive: true });
  if (!existsSync(path.join(plugins, PLUGIN))) {
    symlinkSync(path.join(ROOT, 'dist'), path.join(plugins, PLUGIN));
  }
  const settings = {
    PATHS_DATA: data,
    PATHS_LOGS: data,
    PATHS_PLUGINS: plugins,
    PATHS_PROVISIONING: path.join(ROOT, 'provisioning'),
    SERVER_HTTP_ADDR: '127.0.0.1',
    SERVER_HTTP_PORT: port,
    ANALYTICS_REPORTING_ENABLED: 'false',
    ANALYTICS_CHECK_FOR_UPDATES: 'false',
    ANALYTICS_CHECK_FOR_PLUGIN_UPDATES: 'false',
    NEWS_NEWS_FEED_ENABLED: 'false',
    SECURITY_DISABLE_GRAVATAR: 'true',
    AUTH_ANONYMOUS_ENABLED: 'true',
    AUTH_ANONYMOUS_ORG_ROLE: 'Admin',
    PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS: UNSIGNED.join(','),
    PLUGINS_PREINSTALL_DISABLED: 'true',
    PLUGINS_PUBLIC_KEY_RETRIEVAL_DISABLED: 'true',
    UNIFIED_ALERTING_HA_LISTEN_ADDRESS: '127.0.0.1:0',
  };
  const env = Object.fromEntries(Object.entries(settings).map(([name, value]) => [`GF_${name}`, value]));
  return {
    name: 'app',
    command,
    args: ['server', `--homepath=${home}`],
    env: { ...env, LOKI_URL: stack.lokiUrl },
    cwd: home,
    readyUrl: `http://127.0.0.1:${port}/api/health`,
  };
}
