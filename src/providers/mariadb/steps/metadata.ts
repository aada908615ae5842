import { componentLabel } from '../../contract/objects/index.js';
import type { Step } from '../draft.js';

/** Whose it is: the marks of ownership are put on it by whoever writes it. */
export const metadata: Step = (_input, { mariadb }) => {
  mariadb.metadata.labels = componentLabel('database');
};
