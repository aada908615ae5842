import { invalid } from '../../../domain/validation/field-errors.js';
import type { EngineRule } from '../../contract/validation/index.js';
import { backupImageOf } from './archive-step.js';

/** The tools for backups are another image than the database, and of the same release: also for what comes from a backup. */
export const checkBackupImage: EngineRule = ({ cluster: { spec }, context: { engine }, wanted }) => {
  const asker = spec.backup ? 'backup' : spec.dataSource ? 'dataSource' : undefined;
  if (asker === undefined || wanted === undefined || backupImageOf(wanted, engine) !== undefined) return [];
  return [invalid(['spec', asker], `the catalogue names no image of the tools for backups (backupImage) of ${wanted}`)];
};
