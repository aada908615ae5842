import { componentLabel } from '../../contract/objects/index.js';
import type { ApplyInput } from '../../contract/index.js';
import type { PerconaDraft } from '../draft.js';
import { STORAGE_ASKED } from '../volume-size.js';

/** Whose it is, and what was asked of it. Pods take the marks of whose they are from their groups. */
export function metadata({ cluster: { spec } }: ApplyInput, { cluster }: PerconaDraft<object>): void {
  cluster.metadata.labels = componentLabel('database');
  cluster.metadata.annotations = { [STORAGE_ASKED]: spec.storage.size };
}
