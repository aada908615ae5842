import type { KubeClient } from '../../../../kube/client/kube-client.js';
import type { Clock } from '../../../../kube/clock.js';
import type { ReconcileContext } from '../../../../kube/manager/index.js';
import type { Cluster } from '../cluster.js';
import { failuresOf, type Failures } from '../failures.js';
import { CLUSTER } from '../kinds.js';
import { KeptData } from '../../mechanics/data/kept-data.js';
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
  readonly #data: KeptData<Database>;

  constructor(
    readonly cluster: Cluster,
    readonly ctx: ReconcileContext,
    private readonly parts: SessionParts,
  ) {
    this.failures = failuresOf(cluster);
    const keeping = {
      client: parts.client,
      type: CLUSTER,
      fieldManager: FIELD_MANAGER,
      annotationsOf: databaseAnnotations,
    };
    this.#data = new KeptData(keeping, cluster, readDatabase(cluster));
  }

  get database(): Database {
    return this.#data.current;
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
  save(database: Database): Promise<void> {
    return this.#data.save(database, this.ctx);
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
