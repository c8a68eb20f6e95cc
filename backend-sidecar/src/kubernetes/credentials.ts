import { readFileSync } from 'node:fs';
import { Agent as PlainAgent } from 'node:http';
import { Agent as TlsAgent, type AgentOptions, type RequestOptions } from 'node:https';
import { KubeConfig } from '@kubernetes/client-node';
import { IDLE_MS } from '../http/request.ts';
import { applyTokenFile } from './token-file.ts';

const NAMESPACE_FILE = '/var/run/secrets/kubernetes.io/serviceaccount/namespace';

const FALLBACK_SERVER = 'http://localhost:8080';

export interface Connection {
  origin: URL;
  /** In front of every path, where the server is behind one. */
  basePath: string;
  headers: Record<string, string>;
  agent: PlainAgent;
}

/** Where the credentials come from; all empty: as kubectl finds them, else those of the pod. */
export interface CredentialSource {
  kubeconfig?: string | undefined;
  context?: string | undefined;
}

/**
 * The way to the API server, from a kubeconfig or the pod's service account. Tokens and certificates are read
 * again as client-node does (a token file each minute), and at once after {@link reload}.
 */
export class Credentials {
  readonly #source: CredentialSource;
  #config: KubeConfig;
  #agent: PlainAgent | undefined;
  #tls = '';
  /** The last that could be made of the credentials; used while a file cannot be read. */
  #connection: Connection | undefined;

  /** @throws when the kubeconfig cannot be read, or names no server. */
  constructor(source: CredentialSource = {}) {
    this.#source = source;
    this.#config = load(source);
  }

  /** The namespace that the collector runs in: the pod's, else the kubeconfig context's, else `default`. */
  get namespace(): string {
    const context = this.#config.getContextObject(this.#config.getCurrentContext());
    return (podNamespace() || context?.namespace || 'default').trim();
  }

  get server(): string {
    return this.#config.getCurrentCluster()?.server ?? '';
  }

  /** Reads everything again, as after a 401. Keeps what it has if that fails. */
  reload(): void {
    try {
      this.#config = load(this.#source);
      this.#connection = undefined;
    } catch {
      // A file that is being replaced: the next 401 reads it again.
    }
  }

  /** While a credential file cannot be read, what was read before. @throws if nothing was, or a credential plugin fails */
  async connection(): Promise<Connection> {
    try {
      this.#connection = await this.#connect();
    } catch (error) {
      if (!this.#connection) {
        throw error;
      }
    }
    return this.#connection;
  }

  async #connect(): Promise<Connection> {
    const options: RequestOptions & { auth?: string } = { headers: {} };
    await this.#config.applyToHTTPSOptions(options as Parameters<KubeConfig['applyToHTTPSOptions']>[0]);
    const url = new URL(this.server);
    const headers: Record<string, string> = {};
    for (const [name, value] of Object.entries(options.headers as Record<string, string>)) {
      // A token file often ends with a line feed, which no header may contain.
      headers[name.toLowerCase()] = value.trim();
    }
    const tokenFile = tokenFileOf(this.#config);
    if (tokenFile && !/^Bearer ./.test(headers.authorization ?? '')) {
      throw new Error(`the token file ${tokenFile} is empty (is it being written?)`);
    }
    if (options.auth) {
      headers.authorization = `Basic ${Buffer.from(options.auth).toString('base64')}`;
    }
    return {
      origin: url,
      basePath: url.pathname.replace(/\/$/, ''),
      headers,
      agent: this.#agentFor(options),
    };
  }

  /** One agent, until the certificates change. */
  #agentFor(options: RequestOptions): PlainAgent {
    const parts = tlsOf(options);
    const tls = JSON.stringify(Object.values(parts).map((part) => String(part ?? '')));
    if (!this.#agent || tls !== this.#tls) {
      // Requests of an old one still end.
      this.#agent = this.#create({ ...parts, agent: options.agent });
      this.#tls = tls;
    }
    return this.#agent;
  }

  #create({ agent, ...tls }: RequestOptions): PlainAgent {
    // A stream that rests must not be read ahead: what comes stays in the kernel, and is one read.
    const kept = { keepAlive: true, timeout: IDLE_MS, highWaterMark: 1 };
    if (this.#config.getCurrentCluster()?.proxyUrl) {
      // The client's own knows the way through.
      return Object.assign(agent as PlainAgent, { keepAlive: true });
    }
    return this.server.startsWith('http:') ? new PlainAgent(kept) : new TlsAgent({ ...kept, ...given(tls) });
  }
}

function tlsOf({ ca, cert, key, servername, rejectUnauthorized }: RequestOptions): RequestOptions {
  return { ca, cert, key, servername, rejectUnauthorized };
}

/** Without what is undefined: an agent takes that for an answer. */
function given(options: object): AgentOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

function load({ kubeconfig, context }: CredentialSource): KubeConfig {
  const config = new KubeConfig();
  if (kubeconfig) {
    config.loadFromFile(kubeconfig);
  } else {
    config.loadFromDefault();
  }
  if (context) {
    config.setCurrentContext(context);
  }
  applyTokenFile(config, kubeconfig);
  const cluster = config.getCurrentCluster();
  if (!cluster) {
    throw new Error(`the kubeconfig has no cluster for the context "${config.getCurrentContext()}"`);
  }
  if (isFallback(config)) {
    throw new Error('found no kubeconfig and no service account');
  }
  if (cluster.server.startsWith('http:')) {
    // client-node refuses plain HTTP unless certificates are not verified; there are none.
    Object.assign(cluster, { skipTLSVerify: true });
  }
  return config;
}

/** Whether client-node found nothing, and assumes a server without credentials on this machine. */
function isFallback(config: KubeConfig): boolean {
  return config.getCurrentContext() === 'loaded-context' && config.getCurrentCluster()?.server === FALLBACK_SERVER;
}

/** The file that holds the token; undefined if the credentials are others. */
function tokenFileOf(config: KubeConfig): string | undefined {
  const provider = config.getCurrentUser()?.authProvider as { config?: { tokenFile?: string } } | undefined;
  return provider?.config?.tokenFile;
}

function podNamespace(): string {
  try {
    return readFileSync(NAMESPACE_FILE, 'utf8');
  } catch {
    return '';
  }
}
