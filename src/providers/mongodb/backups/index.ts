import type { NoBackups } from '../../contract/index.js';

export const BACKUPS: NoBackups = {
  unsupported: 'Backups of this engine are not offered yet; take them with the tools of the database itself.',
};
