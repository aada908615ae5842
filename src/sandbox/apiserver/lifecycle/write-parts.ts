import type { ObjectStore } from '../storage/object-store.js';
import type { ObjectForms } from '../registry/object-forms.js';
import type { StrategyWorld } from './kind-strategy.js';
import type { ObjectAdmission } from './object-admission.js';
import type { ObjectCommitter } from './object-committer.js';

/** What every write goes through. */
export interface WriteParts {
  readonly store: ObjectStore;
  readonly forms: ObjectForms;
  readonly world: StrategyWorld;
  readonly admission: ObjectAdmission;
  readonly committer: ObjectCommitter;
}
