import { draftsOf, type PerconaDraft, type PerconaStep } from '../percona/draft.js';
import { MYSQL } from './dialect.js';
import type { PxcSpec } from './upstream.js';

export type Draft = PerconaDraft<PxcSpec>;
export type Step = PerconaStep<PxcSpec>;

export const DRAFTS = draftsOf<PxcSpec>(MYSQL);
