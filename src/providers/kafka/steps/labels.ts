import { LABELS } from '../../../domain/naming.js';

/** Of what we make ourselves; the marks of ownership are put on by whoever writes it, and the operator hands them on. */
export const componentLabel = (component: 'database' | 'controller' | 'user'): Record<string, string> => ({
  [LABELS.component]: component,
});
