import type { StaticToken } from '../auth/index.js';

export interface EmbeddedApiServerOptions {
  /** Absent: in memory, gone with the process. */
  readonly dataDir?: string;
  /** The loopback only. */
  readonly host?: '127.0.0.1';
  /** 0, the default: a free one. */
  readonly port?: number;
  /** CustomResourceDefinitions to create, or to bring up to date, before the server listens. */
  readonly crds?: readonly object[];
  readonly auth?: {
    /** Besides the administrator's. */
    readonly tokens?: readonly StaticToken[];
    /** Default: random, kept in the data directory. */
    readonly adminToken?: string;
  };
  readonly clock?: () => Date;
  readonly limits?: Partial<ServerLimits>;
}

export interface ServerLimits {
  /** How many changes of each resource a watch can be resumed over, and for how long. */
  readonly historyEvents: number;
  readonly historyMs: number;
  readonly bookmarkIntervalMs: number;
  readonly eventTtlMs: number;
  /** How long open requests may take when the server stops. */
  readonly shutdownGraceMs: number;
}

export const DEFAULT_LIMITS: ServerLimits = {
  historyEvents: 10_000,
  historyMs: 5 * 60_000,
  bookmarkIntervalMs: 60_000,
  eventTtlMs: 60 * 60_000,
  shutdownGraceMs: 5_000,
};
