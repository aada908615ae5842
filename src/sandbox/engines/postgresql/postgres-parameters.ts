/** What the operator and PostgreSQL themselves hold to be true of configuration parameters. */

/** Written into every Cluster that does not say otherwise. */
export const DEFAULT_PARAMETERS: Readonly<Record<string, string>> = {
  archive_mode: 'on',
  archive_timeout: '5min',
  dynamic_shared_memory_type: 'posix',
  full_page_writes: 'on',
  log_destination: 'csvlog',
  log_directory: '/controller/log',
  log_filename: 'postgres',
  log_rotation_age: '0',
  log_rotation_size: '0',
  log_truncate_on_rotation: 'false',
  logging_collector: 'on',
  max_parallel_workers: '32',
  max_replication_slots: '32',
  max_worker_processes: '32',
  shared_memory_type: 'mmap',
  shared_preload_libraries: '',
  ssl_max_protocol_version: 'TLSv1.3',
  ssl_min_protocol_version: 'TLSv1.3',
  wal_keep_size: '512MB',
  wal_level: 'logical',
  wal_log_hints: 'on',
  wal_receiver_timeout: '5s',
  wal_sender_timeout: '5s',
};

/** The operator's own: a user may not set them, but may repeat the value that {@link DEFAULT_PARAMETERS} gives. */
const FIXED_PARAMETERS: ReadonlySet<string> = new Set(
  `allow_system_table_mods archive_cleanup_command archive_command archive_mode bonjour bonjour_name cluster_name
  config_file data_directory data_sync_retry event_source external_pid_file hba_file hot_standby ident_file jit_provider
  listen_addresses log_destination log_directory log_file_mode log_filename log_rotation_age log_rotation_size
  log_truncate_on_rotation logging_collector pg_failover_slots.primary_dsn pg_failover_slots.standby_slot_names port
  primary_conninfo primary_slot_name promote_trigger_file recovery_end_command recovery_min_apply_delay recovery_target
  recovery_target_action recovery_target_inclusive recovery_target_lsn recovery_target_name recovery_target_time
  recovery_target_timeline recovery_target_xid restart_after_crash restore_command shared_preload_libraries ssl
  ssl_ca_file ssl_cert_file ssl_crl_file ssl_dh_params_file ssl_ecdh_curve ssl_key_file ssl_passphrase_command
  ssl_passphrase_command_supports_reload ssl_prefer_server_ciphers stats_temp_directory synchronized_standby_slots
  synchronous_standby_names syslog_facility syslog_ident syslog_sequence_numbers syslog_split_messages temp_tablespaces
  unix_socket_directories unix_socket_group unix_socket_permissions`.split(/\s+/),
);

export const isForbiddenParameter = (name: string, value: string): boolean =>
  FIXED_PARAMETERS.has(name) && !(Object.hasOwn(DEFAULT_PARAMETERS, name) && DEFAULT_PARAMETERS[name] === value);

/** pg_settings.context = postmaster, without those that {@link FIXED_PARAMETERS} keeps from users anyway. */
const RESTART_PARAMETERS: ReadonlySet<string> = new Set(
  `autovacuum_freeze_max_age autovacuum_multixact_freeze_max_age autovacuum_worker_slots commit_timestamp_buffers
  debug_io_direct dynamic_shared_memory_type huge_pages huge_page_size io_max_combine_limit io_max_concurrency io_method
  max_active_replication_origins max_connections max_files_per_process max_locks_per_transaction
  max_logical_replication_workers max_notify_queue_pages max_pred_locks_per_transaction max_prepared_transactions
  max_replication_slots max_wal_senders max_worker_processes min_dynamic_shared_memory multixact_member_buffers
  multixact_offset_buffers notify_buffers pg_stat_statements.max reserved_connections
  serializable_buffers shared_buffers shared_memory_type subtransaction_buffers superuser_reserved_connections
  track_activity_query_size track_commit_timestamp transaction_buffers wal_buffers wal_decode_buffer_size wal_level
  wal_log_hints`.split(/\s+/),
);

interface IntegerParameter {
  /** PostgreSQL's own, which a Cluster that leaves the parameter out runs with. */
  readonly unset: number;
  readonly min: number;
  readonly max: number;
}

/** A standby refuses to run with less than its primary, so lowering one of these restarts the primary first. */
const STANDBY_BOUND_PARAMETERS: Readonly<Record<string, IntegerParameter>> = {
  max_connections: { unset: 100, min: 1, max: 262_143 },
  max_prepared_transactions: { unset: 0, min: 0, max: 262_143 },
  max_wal_senders: { unset: 10, min: 0, max: 262_143 },
  max_worker_processes: { unset: 8, min: 0, max: 262_143 },
  max_locks_per_transaction: { unset: 64, min: 10, max: 2_147_483_647 },
};

/** Restart parameters that are a switch or a choice, with every value PostgreSQL takes. */
const CHOICES: Readonly<Record<string, RegExp>> = {
  huge_pages: /^(try|on|off)$/,
  track_commit_timestamp: /^(on|off|true|false|yes|no|1|0)$/,
};

/** Extensions whose library the operator loads as soon as one of their parameters is set. */
const SELF_LOADING_EXTENSIONS = ['auto_explain', 'pg_failover_slots', 'pg_stat_statements', 'pgaudit'] as const;

interface Configuration {
  readonly parameters?: Readonly<Record<string, string>>;
  readonly shared_preload_libraries?: readonly string[];
}

/** The part of a configuration that takes effect only when PostgreSQL starts, in a stable order. */
export function settingsAtStart(configuration: Configuration = {}): Record<string, string> {
  const { parameters = {} } = configuration;
  const names = Object.keys(parameters).filter((name) => RESTART_PARAMETERS.has(name));
  const settings = Object.fromEntries(names.sort().map((name) => [name, parameters[name]!]));
  return { ...settings, shared_preload_libraries: preloadLibraries(configuration).join(',') };
}

function preloadLibraries({ parameters = {}, shared_preload_libraries = [] }: Configuration): string[] {
  const implied = SELF_LOADING_EXTENSIONS.filter((extension) =>
    Object.keys(parameters).some((name) => name.startsWith(`${extension}.`)),
  );
  return [...new Set([...shared_preload_libraries, ...implied])];
}

/** True when `next` lowers what standbys are bound by. */
export function lowersStandbyBound(
  current: Readonly<Record<string, string>>,
  next: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(STANDBY_BOUND_PARAMETERS).some(
    ([name, { unset }]) => Number(next[name] ?? unset) < Number(current[name] ?? unset),
  );
}

/** True for settings PostgreSQL would refuse to start with: admission does not look at the values of most parameters. */
export function cannotStartWith(settings: Readonly<Record<string, string>>): boolean {
  return Object.entries(settings).some(([name, value]) => !isStartable(name, value));
}

function isStartable(name: string, value: string): boolean {
  const integer = Object.hasOwn(STANDBY_BOUND_PARAMETERS, name) ? STANDBY_BOUND_PARAMETERS[name] : undefined;
  if (integer) return /^\d{1,10}$/.test(value) && Number(value) >= integer.min && Number(value) <= integer.max;
  return !Object.hasOwn(CHOICES, name) || CHOICES[name]!.test(value);
}
