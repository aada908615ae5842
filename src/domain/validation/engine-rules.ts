import type { FieldError } from '../../kube/schema/index.js';
import { notSupported } from './field-errors.js';

/** No plug-in is there for the engine: the one mistake that counts, for nothing else of the cluster can be judged. */
export const unknownEngine = (name: string, allowed: readonly string[]): FieldError =>
  notSupported(['spec', 'engine'], 'no engine of this name is installed', { badValue: name, allowed });
