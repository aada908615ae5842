import { assembleApplier, type Applier, type ApplierStep, type ApplyInput } from '../contract/index.js';
import { childrenOf, emptyDraft, type Step } from './draft.js';
import { engine } from './steps/engine.js';
import { metadata } from './steps/metadata.js';
import { monitoring } from './steps/monitoring.js';
import { podSchedulingPolicy } from './steps/pod-scheduling-policy.js';

/** Validation has refused what would be rendered here: the engine has none of it. */
const nothing: Step = () => undefined;

const STEPS: Record<ApplierStep, Step> = {
  metadata,
  engine,
  proxy: nothing,
  monitoring,
  podSchedulingPolicy,
  backup: nothing,
  dataSource: nothing,
};

/** Builds the children from scratch each time: equal inputs, equal objects. */
export const createApplier = (input: ApplyInput): Applier =>
  assembleApplier(input, { steps: STEPS, draft: emptyDraft(input), childrenOf });
