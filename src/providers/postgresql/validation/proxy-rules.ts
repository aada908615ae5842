import { requestedProxy } from '../../../domain/proxy.js';
import { notSupported } from '../../../domain/validation/field-errors.js';
import { PGBOUNCER } from '../capabilities.js';
import { POOL_MODE_PARAMETER } from '../steps/proxy.js';
import type { EngineRule } from '../../contract/validation/index.js';

const POOL_MODES = ['session', 'transaction'];

/** What the operator passes on to PgBouncer; the rest it keeps for itself. */
const ALLOWED: ReadonlySet<string> = new Set(
  `application_name_add_host auth_type autodb_idle_timeout cancel_wait_timeout client_idle_timeout client_login_timeout
  client_tls_sslmode default_pool_size disable_pqexec dns_max_ttl dns_nxdomain_ttl idle_transaction_timeout
  ignore_startup_parameters listen_backlog log_connections log_disconnections log_pooler_errors log_stats max_client_conn
  max_db_connections max_packet_size max_prepared_statements max_user_connections min_pool_size pkt_buf query_timeout
  query_wait_timeout reserve_pool_size reserve_pool_timeout sbuf_loopcnt server_check_delay server_check_query
  server_connect_timeout server_fast_close server_idle_timeout server_lifetime server_login_retry server_reset_query
  server_reset_query_always server_round_robin server_tls_ciphers server_tls_protocols server_tls_sslmode stats_period
  suspend_timeout tcp_defer_accept tcp_keepalive tcp_keepcnt tcp_keepidle tcp_keepintvl tcp_socket_buffer
  tcp_user_timeout track_extra_parameters verbose`.split(/\s+/),
);

export const checkPgbouncerSettings: EngineRule = ({ cluster: { spec } }) => {
  const proxy = requestedProxy(spec);
  if (proxy?.type !== PGBOUNCER) return [];
  return (proxy.config ?? []).flatMap(({ name, value }, index) => {
    const path = ['spec', 'proxy', 'config', index];
    if (name === POOL_MODE_PARAMETER) {
      if (POOL_MODES.includes(value)) return [];
      return [notSupported([...path, 'value'], 'is no pool mode', { badValue: value, allowed: POOL_MODES })];
    }
    if (ALLOWED.has(name)) return [];
    const extras = { badValue: name, allowed: [POOL_MODE_PARAMETER, ...ALLOWED].sort() };
    return [notSupported([...path, 'name'], 'the operator does not pass it on to PgBouncer', extras)];
  });
};
