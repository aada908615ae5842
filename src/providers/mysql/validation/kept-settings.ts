/** Settings by which the operator leads the server, as the server folds their names; a star stands for any end. */
const KEPT: Readonly<Record<string, string>> = {
  'wsrep_*': 'the operator leads how members copy from each other',
  'pxc_*': 'the operator leads how members copy from each other',
  admin_address: 'the operator leads the server by it',
  admin_port: 'the operator leads the server by it',
  basedir: 'the server is where its image has it',
  bind_address: 'members must be reached by each other',
  binlog_format: 'members can only copy rows',
  coredumper: 'files are on the volume of the member',
  datadir: 'the data is on the volume of the member',
  default_storage_engine: 'members copy InnoDB only',
  enforce_gtid_consistency: 'backups and members live on the log',
  gtid_mode: 'backups and members live on the log',
  innodb_data_home_dir: 'the data is on the volume of the member',
  innodb_log_group_home_dir: 'the data is on the volume of the member',
  innodb_undo_directory: 'the data is on the volume of the member',
  log_bin: 'backups and members live on the log',
  log_bin_index: 'backups and members live on the log',
  log_replica_updates: "members must know of each other's changes",
  log_slave_updates: "members must know of each other's changes",
  lower_case_table_names: 'it cannot be changed once there is data',
  mysqlx_port: 'Services and members lead to the usual one',
  pid_file: 'the container leads the process',
  plugin_dir: 'the server is where its image has it',
  port: 'Services and members lead to the usual one',
  require_secure_transport: 'proxies and probes would be shut out',
  server_id: 'each member has one of its own',
  skip_log_bin: 'backups and members live on the log',
  disable_log_bin: 'backups and members live on the log',
  skip_networking: 'members must be reached by each other',
  socket: 'the operator leads the server by it',
  'ssl_*': 'the operator leads the certificates',
  tmpdir: 'files are on the volume of the member',
  user: 'the container leads the process',
};

/** The server takes dashes for underscores, and a prefix that makes it forgive. */
export const foldSetting = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll('-', '_')
    .replace(/^(loose_)+/, '');

/** Why a setting is not the user's, as the end of a sentence; undefined when it is. */
export function whyKept(name: string): string | undefined {
  const folded = foldSetting(name);
  const isKept = (kept: string): boolean =>
    kept.endsWith('*') ? folded.startsWith(kept.slice(0, -1)) : folded === kept;
  return Object.entries(KEPT).find(([kept]) => isKept(kept))?.[1];
}
