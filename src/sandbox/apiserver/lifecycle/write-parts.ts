import type { ObjectStore } from '../storage/object-store.js';
import type { ObjectForms } from '../handlers/object-forms.js';
import type { StrategyWorld } from './kind-strategy.js';
import type { ObjectAdmission } from './object-admission.js';
import type { ObjectCommitter } from './object-committer.js';
import type { ObjectCreator } from './object-creator.js';
import type { ObjectDeleter } from './object-deleter.js';
import type { ObjectUpdater } from './object-updater.js';

export interface Writers {
  readonly creator: ObjectCreator;
  readonly updater: ObjectUpdater;
  readonly deleter: ObjectDeleter;
}

/** What every write goes through. */
export interface WriteParts {
  readonly store: ObjectStore;
  readonly forms: ObjectForms;
  readonly world: StrategyWorld;
  readonly admission: ObjectAdmission;
  readonly committer: ObjectCommitter;
}
