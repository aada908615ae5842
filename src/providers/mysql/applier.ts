import { applierOf, notOffered } from '../contract/index.js';
import { metadata } from '../percona/steps/metadata.js';
import { DRAFTS } from './draft.js';
import { backup } from './steps/backup.js';
import { dataSource } from './steps/data-source.js';
import { engine } from './steps/engine.js';
import { podSchedulingPolicy } from './steps/pod-scheduling-policy.js';
import { proxy } from './steps/proxy.js';

/** The concerns of a MySQL, one file each. */
export const createApplier = applierOf({
  steps: {
    metadata,
    engine,
    proxy,
    monitoring: notOffered,
    podSchedulingPolicy,
    backup,
    dataSource,
  },
  ...DRAFTS,
});
