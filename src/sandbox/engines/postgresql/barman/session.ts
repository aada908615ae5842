import { isDeepStrictEqual } from 'node:util';
import type { KubeClient } from '../../../../kube/client/kube-client.js';
import type { Clock } from '../../../../kube/clock.js';
import type { ReconcileContext } from '../../../../kube/manager/index.js';
import { keyOf, parseKey } from '../../../../kube/meta/index.js';
import type { Cluster } from '../cluster.js';
import { failuresOf, type Failures } from '../failures.js';
import { CLUSTER } from '../kinds.js';
import { FIELD_MANAGER } from '../well-known.js';
import type { Archive } from './archive.js';
import type { ArchivePlace } from './archive-place.js';
import { databaseAnnotations, readDatabase, type Database } from './database.js';
import { archiveIdOf, openArchive, type ArchiveSources } from './open-archive.js';

export interface SessionParts {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly sources: ArchiveSources;
}

/** One look of the plugin at one Cluster: its database, and the way to its archives. */
export class Session {
  readonly failures: Failures;
  #database: Database;

  constructor(
    readonly cluster: Cluster,
    readonly ctx: ReconcileContext,
    private readonly parts: SessionParts,
  ) {
    this.failures = failuresOf(cluster);
    this.#database = readDatabase(cluster);
  }

  get database(): Database {
    return this.#database;
  }

  get client(): KubeClient {
    return this.parts.client;
  }

  now(): Date {
    return this.parts.clock.now();
  }

  archiveIdOf(place: ArchivePlace): string | undefined {
    return archiveIdOf(place, this.parts.sources);
  }

  /** Nothing is sent when nothing is different. */
  async save(database: Database): Promise<void> {
    if (isDeepStrictEqual(asStored(database), asStored(this.#database))) return;
    const annotations = databaseAnnotations(database);
    const { ctx, client, cluster } = this;
    const patch = { type: 'merge' as const, body: { metadata: { uid: cluster.metadata.uid, annotations } } };
    const options = { fieldManager: FIELD_MANAGER, signal: ctx.signal };
    ctx.recordWrite(CLUSTER, await client.patch<Cluster>(CLUSTER, parseKey(keyOf(cluster)), patch, options));
    this.#database = database;
  }

  /** @throws ArchiveError when it cannot be opened, or used. */
  async withArchive<T>(place: ArchivePlace, use: (archive: Archive) => Promise<T>): Promise<T> {
    const archive = await openArchive(place, this.parts.sources, this.ctx.signal);
    try {
      return await use(archive);
    } finally {
      archive.close();
    }
  }
}

/** Without what is undefined. */
const asStored = (database: Database): unknown => JSON.parse(JSON.stringify(database));
