import { DATA_ANNOTATION } from '../../mechanics/data/annotations.js';
import { takeWrite } from '../../mechanics/data/ledger.js';
import { followPasswords } from '../data/database.js';
import type { BackupTypes, Wait } from './backup-types.js';
import type { Look } from './look.js';

/** What the database does all the time: the operator sees to its users, and clients write. */
export async function serve<T extends BackupTypes>(look: Look<T>): Promise<Wait> {
  const { cluster, data } = look;
  if (!look.isServing()) return undefined;
  const asked = cluster.metadata.annotations?.[DATA_ANNOTATION.write];
  const database = followPasswords(data.current, look.passwords());
  await look.save(takeWrite(database, asked, look.now().toISOString()));
  return undefined;
}
