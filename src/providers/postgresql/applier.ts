import { applierOf } from '../contract/index.js';
import { childrenOf, emptyDraft } from './draft.js';
import { backup } from './steps/backup.js';
import { dataSource } from './steps/data-source.js';
import { engine } from './steps/engine.js';
import { metadata } from './steps/metadata.js';
import { monitoring } from './steps/monitoring.js';
import { podSchedulingPolicy } from './steps/pod-scheduling-policy.js';
import { proxy } from './steps/proxy.js';

/** The concerns of a PostgreSQL, one file each. */
export const createApplier = applierOf({
  steps: {
    metadata,
    engine,
    proxy,
    monitoring,
    podSchedulingPolicy,
    backup,
    dataSource,
  },
  emptyDraft,
  childrenOf,
});
