/** What a value must look like. MySQL cuts numbers to their range, and ends at values of another kind. */
export type Kind = 'number' | 'switch' | 'text';

const NUMBERS = `
  back_log binlog_cache_size binlog_expire_logs_seconds binlog_group_commit_sync_delay binlog_stmt_cache_size
  binlog_transaction_compression_level_zstd bulk_insert_buffer_size connect_timeout eq_range_index_dive_limit
  event_scheduler_pool_size expire_logs_days group_concat_max_len host_cache_size innodb_adaptive_flushing_lwm
  innodb_autoinc_lock_mode innodb_buffer_pool_chunk_size innodb_buffer_pool_dump_pct innodb_buffer_pool_instances
  innodb_buffer_pool_size innodb_concurrency_tickets innodb_fill_factor innodb_flush_log_at_timeout
  innodb_flush_log_at_trx_commit innodb_flush_neighbors innodb_ft_max_token_size innodb_ft_min_token_size
  innodb_io_capacity innodb_io_capacity_max innodb_lock_wait_timeout innodb_log_buffer_size innodb_log_file_size
  innodb_log_files_in_group innodb_lru_scan_depth innodb_max_dirty_pages_pct innodb_max_dirty_pages_pct_lwm
  innodb_max_purge_lag innodb_old_blocks_pct innodb_old_blocks_time innodb_online_alter_log_max_size
  innodb_open_files innodb_page_cleaners innodb_purge_threads innodb_read_io_threads innodb_redo_log_capacity
  innodb_rollback_segments innodb_sort_buffer_size innodb_spin_wait_delay innodb_stats_persistent_sample_pages
  innodb_stats_transient_sample_pages innodb_sync_spin_loops innodb_thread_concurrency innodb_write_io_threads
  interactive_timeout join_buffer_size key_buffer_size lock_wait_timeout long_query_time max_allowed_packet
  max_binlog_size max_connect_errors max_connections max_digest_length max_error_count max_execution_time
  max_heap_table_size max_join_size max_length_for_sort_data max_points_in_geometry max_prepared_stmt_count
  max_seeks_for_key max_sort_length max_sp_recursion_depth max_user_connections min_examined_row_limit
  myisam_sort_buffer_size net_buffer_length net_read_timeout net_retry_count net_write_timeout open_files_limit
  optimizer_prune_level optimizer_search_depth parser_max_mem_size preload_buffer_size query_alloc_block_size
  query_prealloc_size range_alloc_block_size range_optimizer_max_mem_size read_buffer_size read_rnd_buffer_size
  replica_net_timeout replica_parallel_workers replica_transaction_retries slave_net_timeout slave_parallel_workers
  slow_launch_time sort_buffer_size stored_program_cache sync_binlog table_definition_cache table_open_cache
  table_open_cache_instances temptable_max_mmap temptable_max_ram thread_cache_size thread_pool_size thread_stack
  tmp_table_size transaction_alloc_block_size transaction_prealloc_size wait_timeout wsrep_max_ws_rows
  wsrep_max_ws_size wsrep_retry_autocommit wsrep_slave_threads wsrep_applier_threads
`;

const SWITCHES = `
  autocommit automatic_sp_privileges binlog_direct_non_transactional_updates binlog_order_commits
  binlog_rows_query_log_events enforce_gtid_consistency explicit_defaults_for_timestamp general_log gtid_mode
  innodb_adaptive_flushing innodb_adaptive_hash_index innodb_buffer_pool_dump_at_shutdown
  innodb_buffer_pool_load_at_startup innodb_cmp_per_index_enabled innodb_deadlock_detect innodb_dedicated_server
  innodb_disable_sort_file_cache innodb_file_per_table innodb_optimize_fulltext_only innodb_print_all_deadlocks
  innodb_random_read_ahead innodb_rollback_on_timeout innodb_stats_auto_recalc innodb_stats_on_metadata
  innodb_stats_persistent innodb_strict_mode innodb_table_locks innodb_use_native_aio local_infile
  log_bin_trust_function_creators log_queries_not_using_indexes log_slow_admin_statements log_slow_extra log_slow_replica_statements low_priority_updates
  lower_case_table_names mysql_native_password old_alter_table performance_schema print_identified_with_as_hex
  require_secure_transport show_create_table_verbosity skip_external_locking skip_name_resolve skip_show_database
  slow_query_log sql_require_primary_key unique_checks updatable_views_with_limit userstat wsrep_log_conflicts
  wsrep_recover wsrep_load_data_splitting wsrep_certify_nonpk
`;

const TEXTS = `
  authentication_policy binlog_checksum binlog_format binlog_row_image binlog_row_metadata character_set_server
  character_set_client_handshake collation_server completion_type concurrent_insert default_authentication_plugin
  default_storage_engine default_time_zone default_tmp_storage_engine event_scheduler ft_stopword_file
  init_connect innodb_change_buffering innodb_data_file_path innodb_default_row_format innodb_flush_method
  innodb_monitor_enable innodb_stats_method innodb_temp_data_file_path log_error_suppression_list log_error_verbosity
  log_output log_timestamps max_slowlog_size optimizer_switch optimizer_trace pxc_strict_mode replica_parallel_type
  secure_file_priv session_track_gtids slow_query_log_file sql_mode ssl_cipher system_time_zone time_zone
  tls_version tls_ciphersuites transaction_isolation transaction_write_set_extraction wsrep_provider_options
  wsrep_trx_fragment_unit wsrep_trx_fragment_size wsrep_sst_donor plugin_load plugin_load_add init_file
`;

const namesIn = (text: string): string[] => text.trim().split(/\s+/);

const KINDS: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ...namesIn(NUMBERS).map((name): [string, Kind] => [name, 'number']),
  ...namesIn(SWITCHES).map((name): [string, Kind] => [name, 'switch']),
  ...namesIn(TEXTS).map((name): [string, Kind] => [name, 'text']),
]);

/** Undefined for a variable that no mysqld of the sandbox knows. */
export const kindOf = (variable: string): Kind | undefined => KINDS.get(variable);
