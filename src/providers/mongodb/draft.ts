import { draftsOf, type PerconaDraft, type PerconaStep } from '../percona/draft.js';
import { MONGODB } from './dialect.js';
import type { PsmdbSpec } from './upstream.js';

export type Draft = PerconaDraft<PsmdbSpec>;
export type Step = PerconaStep<PsmdbSpec>;

export const DRAFTS = draftsOf<PsmdbSpec>(MONGODB);
