import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildSchema } from 'graphql';
import { NAMESPACE, STORAGE_CLASS, type KubeObject, type ResourceType } from '../../../src/kube/meta/index.js';
import { DATABASE_CLUSTER } from '../../../src/resources/database-cluster/index.js';
import type { AuditRecord } from '../../../src/services/audit/audit-record.js';
import { eventually } from '../../harness/eventually.js';
import { ClusterBench } from '../../integration/clusters/bench.js';
import { EXPANDABLE } from '../../integration/operations/operation-bench.js';
import type { EngineUnderTest } from '../engines/engine-under-test.js';
import type { Door } from './door.js';
import { GraphQlDoor } from './graphql-door.js';
import { RestDoor } from './rest-door.js';
import { YamlDoor } from './yaml-door.js';

const PATIENCE_MS = 60_000;

export interface Doors<T = Door> {
  readonly rest: T;
  readonly graphql: T;
  readonly yaml: T;
}

/** The same of all three, at once. */
export async function atEach<T>({ rest, graphql, yaml }: Doors, ask: (door: Door) => Promise<T>): Promise<Doors<T>> {
  const [byRest, byGraphQl, byYaml] = await Promise.all([rest, graphql, yaml].map((door) => nameless(door, ask)));
  return { rest: byRest!, graphql: byGraphQl!, yaml: byYaml! };
}

/** Each door has a namespace of its own, which is all that answers may differ in. */
export async function nameless<T>(door: Door, ask: (door: Door) => Promise<T>): Promise<T> {
  const text = JSON.stringify(await ask(door)) as string | undefined;
  return (text && JSON.parse(text.replaceAll(door.namespace, 'NAMESPACE'))) as T;
}

/** The database that every scenario of a door may work on. */
export const ORDERS = 'orders';

/** The product, and for each engine a namespace behind each door with the smallest database in it. */
export class DoorsBench {
  readonly #doors = new Map<string, Doors>();

  private constructor(
    readonly bench: ClusterBench,
    private readonly folder: string,
  ) {}

  static async start(engines: readonly EngineUnderTest[]): Promise<DoorsBench> {
    const folder = await mkdtemp(path.join(tmpdir(), 'doors-'));
    const env = { DBAAS_AUDIT: 'file', DBAAS_AUDIT_FILE: path.join(folder, 'audit.jsonl') };
    const doors = new DoorsBench(await ClusterBench.start({ env }), folder);
    await doors.bench.client.create(STORAGE_CLASS, EXPANDABLE);
    await Promise.all(engines.map((engine) => doors.open(engine)));
    return doors;
  }

  async stop(): Promise<void> {
    await this.bench.stop();
    await rm(this.folder, { recursive: true });
  }

  of({ name }: EngineUnderTest): Doors {
    return this.#doors.get(name)!;
  }

  /** The object once it is as it is waited for. */
  async until<T extends KubeObject>(
    type: ResourceType,
    key: { readonly namespace: string; readonly name: string },
    accept: (object: T) => boolean,
  ): Promise<T> {
    return eventually(() => this.bench.client.get<T>(type, key), accept, PATIENCE_MS);
  }

  /** What was written down of one door's requests, in their order. */
  async auditOf({ namespace }: Door): Promise<AuditRecord[]> {
    const lines = (await readFile(path.join(this.folder, 'audit.jsonl'), 'utf8')).trimEnd().split('\n');
    return lines.map((line) => JSON.parse(line) as AuditRecord).filter((record) => record.namespace === namespace);
  }

  private async open(engine: EngineUnderTest): Promise<void> {
    const { sandbox, client } = this.bench;
    const [rest, graphql, yaml] = await Promise.all(
      ['rest', 'graphql', 'yaml'].map(async (door) => {
        const name = `${engine.name}-${door}`;
        await client.create(NAMESPACE, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
        return name;
      }),
    );
    this.#doors.set(engine.name, {
      rest: new RestDoor(sandbox, rest!),
      graphql: new GraphQlDoor(sandbox, graphql!, SCHEMA),
      yaml: new YamlDoor(client, yaml!),
    });
    await Promise.all(Object.values(this.of(engine)).map((door: Door) => this.makeOrders(engine, door)));
  }

  private async makeOrders(engine: EngineUnderTest, door: Door): Promise<void> {
    const { complaints } = await door.create(DATABASE_CLUSTER, {
      metadata: { name: ORDERS },
      spec: engine.smallest(),
    });
    if (complaints.length > 0) throw new Error(`${door.name} refused: ${JSON.stringify(complaints)}`);
    await this.bench.running({ namespace: door.namespace, name: ORDERS }, PATIENCE_MS);
  }
}

const SCHEMA = buildSchema(readFileSync('schema.gql', 'utf8'));
