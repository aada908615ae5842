import { ApiClient } from './api-client.js';
import type { ApiResponse, Connection } from './api-client.js';
import { openTarget } from './target.js';
import type { ApiServerTarget } from './target.js';
import { widgetDefinition } from './widget.js';

type Json = Record<string, unknown>;

export const GROUP_SUFFIX = 'conformance.example.com';
const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
/** Only a server that fails takes that long; the garbage collector of a real one learns of new kinds twice a minute. */
const ESTABLISH_MS = 45_000;

/**
 * What every file of the suite stands on: a server, and widgets in a group named after the topic, so that files may run
 * at the same time against one server.
 */
export class ConformanceSuite {
  readonly group: string;
  #target: ApiServerTarget | undefined;
  #api: ApiClient | undefined;
  #clients: ApiClient[] = [];
  #cleanups: (() => Promise<unknown>)[] = [];
  #count = 0;

  constructor(readonly topic: string) {
    this.group = `${topic}.${GROUP_SUFFIX}`;
    beforeAll(() => this.open());
    afterAll(() => this.close());
  }

  /** As an administrator. */
  get api(): ApiClient {
    if (!this.#api) throw new Error('the suite is not open yet');
    return this.#api;
  }

  get connection(): Connection {
    if (!this.#target) throw new Error('the suite is not open yet');
    return this.#target;
  }

  get apiVersion(): string {
    return `${this.group}/v1`;
  }

  as(token: string): ApiClient {
    const client = new ApiClient({ ...this.connection, token });
    this.#clients.push(client);
    return client;
  }

  name(prefix = 'w'): string {
    this.#count += 1;
    return `${prefix}-${this.#count}`;
  }

  /** A new namespace, gone after the suite. */
  async namespace(name = this.name(this.topic)): Promise<string> {
    await this.created('/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    this.#cleanups.push(() => this.api.delete(`/api/v1/namespaces/${name}`));
    return name;
  }

  /** Registers a definition and waits until it is served. */
  async define(definition: Json): Promise<void> {
    const { name } = definition.metadata as { name: string };
    await this.created(DEFINITIONS, definition);
    this.#cleanups.push(() => this.api.delete(`${DEFINITIONS}/${name}`));
    const { group, versions, names } = definition.spec as {
      group: string;
      versions: { name: string; served: boolean }[];
      names: { plural: string };
    };
    const served = versions.find((version) => version.served);
    if (served) await this.eventually(`/apis/${group}/${served.name}/${names.plural}`, ({ status }) => status === 200);
  }

  /** Creates or fails: for what a test needs rather than examines. */
  async created(path: string, object: unknown): Promise<ApiResponse['body']> {
    const { status, body } = await this.api.post(path, object);
    if (status !== 201) throw new Error(`POST ${path}: ${status} ${JSON.stringify(body)}`);
    return body;
  }

  /** Asks until the answer is as wanted. */
  async eventually(path: string, isWanted: (response: ApiResponse) => boolean): Promise<ApiResponse> {
    const deadline = Date.now() + ESTABLISH_MS;
    for (;;) {
      const response = await this.api.get(path);
      if (isWanted(response)) return response;
      if (Date.now() > deadline) throw new Error(`GET ${path} stays ${response.status}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** Old versions are then too old; of a server that cannot be asked, they only may be. */
  forgetHistory(): void {
    this.#target?.forgetHistory?.();
  }

  widgets(namespace?: string): string {
    return `/apis/${this.apiVersion}${namespace ? `/namespaces/${namespace}` : ''}/widgets`;
  }

  widget(name: string, fields: Json = {}): Json & { metadata: Json } {
    const { metadata = {}, ...rest } = fields as { metadata?: Json };
    return { apiVersion: this.apiVersion, kind: 'Widget', metadata: { name, ...metadata }, ...rest };
  }

  private async open(): Promise<void> {
    this.#target = await openTarget();
    this.#api = new ApiClient(this.#target);
    this.#clients.push(this.#api);
    await this.define(widgetDefinition(this.group));
  }

  private async close(): Promise<void> {
    if (this.#target?.isShared) for (const cleanup of this.#cleanups.reverse()) await cleanup();
    await Promise.all(this.#clients.map((client) => client.close()));
    await this.#target?.close();
  }
}

/** To be called at the top of a file. */
export const conformanceSuite = (topic: string): ConformanceSuite => new ConformanceSuite(topic);
