/** Settings by which the operator leads the server, as the server folds their names; a star stands for any end. */
const KEPT: Readonly<Record<string, string>> = {
  'wsrep_*': 'the operator leads how members copy from each other',
  'pxc_*': 'the operator leads how members copy from each other',
  admin_address: 'the operator leads the server by it',
  admin_port: 'the operator leads the server by it',
  basedir: 'the server is where its image has it',
  bind_address: 'members must be reached by each other',
  binlog_do_db: 'a moment cannot be gone back to by a log with holes',
  binlog_format: 'members can only copy rows',
  binlog_ignore_db: 'a moment cannot be gone back to by a log with holes',
  bootstrap: 'the container leads the process',
  coredumper: 'files are on the volume of the member',
  daemonize: 'the container leads the process',
  datadir: 'the data is on the volume of the member',
  default_storage_engine: 'members copy InnoDB only',
  enforce_gtid_consistency: 'backups and members live on the log',
  grant_tables: 'nobody would be asked for a password, and the operator could not make users',
  gtid_mode: 'backups and members live on the log',
  'initialize*': 'the container leads the process',
  innodb_data_file_path: 'data that is there could not be read any more',
  innodb_data_home_dir: 'the data is on the volume of the member',
  innodb_log_group_home_dir: 'the data is on the volume of the member',
  innodb_undo_directory: 'the data is on the volume of the member',
  innodb_read_only: 'the operator must be able to write, and members to copy',
  log_bin: 'backups and members live on the log',
  log_bin_index: 'backups and members live on the log',
  log_error: 'the log is that of the container',
  log_replica_updates: "members must know of each other's changes",
  log_slave_updates: "members must know of each other's changes",
  lower_case_table_names: 'it cannot be changed once there is data',
  mysqlx_port: 'Services and members lead to the usual one',
  networking: 'members must be reached by each other',
  pid_file: 'the container leads the process',
  plugin_dir: 'the server is where its image has it',
  port: 'Services and members lead to the usual one',
  read_only: 'the operator must be able to write, and members to copy',
  require_secure_transport: 'proxies and probes would be shut out',
  server_id: 'each member has one of its own',
  socket: 'the operator leads the server by it',
  ssl: 'the operator leads the certificates',
  'ssl_*': 'the operator leads the certificates',
  super_read_only: 'the operator must be able to write, and members to copy',
  tmpdir: 'files are on the volume of the member',
  user: 'the container leads the process',
};

/** The server takes dashes for underscores, and a prefix that makes it forgive. */
export const foldSetting = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll('-', '_')
    .replace(/^(loose_)+/, '');

/** Before a name they say that it is off, on, or a bound: about the setting of the name, all of them. */
const PREFIX = /^(?:skip|disable|enable|maximum)_/;

/** Why a setting is not the user's, as the end of a sentence; undefined when it is. */
export function whyKept(name: string): string | undefined {
  const folded = foldSetting(name).replace(PREFIX, '');
  const isKept = (kept: string): boolean =>
    kept.endsWith('*') ? folded.startsWith(kept.slice(0, -1)) : folded === kept;
  return Object.entries(KEPT).find(([kept]) => isKept(kept))?.[1];
}
