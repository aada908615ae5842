import { applierOf, notOffered } from '../contract/index.js';
import { childrenOf, emptyDraft } from './draft.js';
import { backup } from './steps/backup.js';
import { dataSource } from './steps/data-source.js';
import { engine } from './steps/engine.js';
import { metadata } from './steps/metadata.js';
import { podSchedulingPolicy } from './steps/pod-scheduling-policy.js';

/** The concerns of a MariaDB, one file each. */
export const createApplier = applierOf({
  steps: {
    metadata,
    engine,
    proxy: notOffered,
    monitoring: notOffered,
    podSchedulingPolicy,
    backup,
    dataSource,
  },
  emptyDraft,
  childrenOf,
});
