import { assembleApplier, type Applier, type ApplierStep, type ApplyInput } from '../contract/index.js';
import { childrenOf, emptyDraft, type Step } from './draft.js';
import { backup } from './steps/backup.js';
import { dataSource } from './steps/data-source.js';
import { engine } from './steps/engine.js';
import { metadata } from './steps/metadata.js';
import { monitoring } from './steps/monitoring.js';
import { podSchedulingPolicy } from './steps/pod-scheduling-policy.js';
import { proxy } from './steps/proxy.js';

const STEPS: Record<ApplierStep, Step> = {
  metadata,
  engine,
  proxy,
  monitoring,
  podSchedulingPolicy,
  backup,
  dataSource,
};

/** Builds the children from scratch each time: equal inputs, equal objects. */
export const createApplier = (input: ApplyInput): Applier =>
  assembleApplier(input, { steps: STEPS, draft: emptyDraft(input), childrenOf });
