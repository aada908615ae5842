import type { FieldError } from '../../../../kube/schema/index.js';
import { CronSyntaxError, parseSchedule } from '../backup/schedule.js';
import type { Backup, BackupRequest, ScheduledBackup } from '../backup/backup.js';
import type { Pooler } from '../pooler/pooler.js';
import { invalid, required, when } from './problem.js';

/** The PgBouncer settings the operator lets through. */
const POOLER_PARAMETERS: ReadonlySet<string> = new Set(
  `application_name_add_host autodb_idle_timeout cancel_wait_timeout client_idle_timeout client_login_timeout client_tls_sslmode
  default_pool_size disable_pqexec dns_max_ttl dns_nxdomain_ttl idle_transaction_timeout ignore_startup_parameters
  listen_backlog log_connections log_disconnections log_pooler_errors log_stats max_client_conn max_db_client_connections
  max_db_connections max_packet_size max_prepared_statements max_user_client_connections max_user_connections
  min_pool_size pkt_buf query_timeout query_wait_timeout query_wait_notify reserve_pool_size reserve_pool_timeout sbuf_loopcnt
  server_check_delay server_check_query server_connect_timeout server_fast_close server_idle_timeout server_lifetime
  server_login_retry server_reset_query server_reset_query_always server_round_robin server_tls_ciphers
  server_tls_protocols server_tls_sslmode stats_period stats_users suspend_timeout tcp_defer_accept tcp_keepalive
  tcp_keepcnt tcp_keepidle tcp_keepintvl tcp_socket_buffer tcp_user_timeout track_extra_parameters
  transaction_timeout verbose client_tls_ciphers client_tls_protocols`.split(/\s+/),
);

export function validatePooler({ metadata, spec }: Pooler): FieldError[] {
  const parameters = Object.entries(spec.pgbouncer?.parameters ?? {});
  return [
    ...when(!spec.pgbouncer, required(['spec', 'pgbouncer'], 'required pgbouncer configuration')),
    ...when(spec.cluster.name === '', required(['spec', 'cluster', 'name'], 'must specify a cluster name')),
    ...when(
      metadata.name === spec.cluster.name,
      invalid(['metadata', 'name'], metadata.name, 'the pooler resource cannot have the same name of a cluster'),
    ),
    ...parameters
      .filter(([name]) => !POOLER_PARAMETERS.has(name))
      .map(([name, value]) =>
        invalid(['spec', 'cluster', 'parameters'], value, `Invalid or reserved parameter ${name}`),
      ),
  ];
}

export function validateBackup({ spec }: Backup): FieldError[] {
  return checkRequest(spec);
}

export function validateScheduledBackup({ spec }: ScheduledBackup): FieldError[] {
  return [...checkSchedule(spec.schedule), ...checkRequest(spec)];
}

/** Five fields are accepted, and mean something else than in a crontab: the first one is seconds. */
export function warnAboutSchedule({ spec }: ScheduledBackup): string[] {
  if (spec.schedule.trim().split(/\s+/).length !== 5) return [];
  return [
    `Schedule parameter "${spec.schedule}" may not have the expected number of arguments, as the first field is seconds`,
  ];
}

function checkSchedule(schedule: string): FieldError[] {
  try {
    parseSchedule(schedule);
    return [];
  } catch (error) {
    if (!(error instanceof CronSyntaxError)) throw error;
    return [invalid(['spec', 'schedule'], schedule, error.message)];
  }
}

function checkRequest({
  method = 'barmanObjectStore',
  online,
  onlineConfiguration,
  pluginConfiguration,
}: BackupRequest): FieldError[] {
  const snapshotOnly = method === 'barmanObjectStore';
  return [
    ...when(
      snapshotOnly && online !== undefined,
      invalid(
        ['spec', 'online'],
        online,
        'Online parameter can be specified only if the method is volumeSnapshot or plugin',
      ),
    ),
    ...when(
      snapshotOnly && onlineConfiguration,
      invalid(
        ['spec', 'onlineConfiguration'],
        onlineConfiguration,
        'OnlineConfiguration parameter can be specified only if the method is volumeSnapshot or plugin',
      ),
    ),
    ...when(
      method === 'plugin' && !pluginConfiguration,
      required(['spec', 'pluginConfiguration'], 'needed by the plugin method'),
    ),
  ];
}
