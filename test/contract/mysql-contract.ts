import { MysqlProvider } from '../../src/providers/mysql/provider.js';
import { PerconaContract } from './percona-contract.js';

export const MYSQL_CONTRACT = new PerconaContract(new MysqlProvider(), [
  [
    { version: '8.4' },
    { clusterSize: 5, version: '8.0.44-35.1' },
    { clusterSize: 1, allowUnsafeTopology: true, proxy: { type: 'haproxy', size: 1 } },
  ],
  [{}, { proxy: { type: 'proxysql', resources: { memory: '1Gi' } } }],
  [
    {},
    {
      config: [
        { name: 'max_connections', value: '300' },
        { name: 'sql_mode', value: 'ANSI,STRICT_ALL_TABLES' },
      ],
    },
  ],
]);
