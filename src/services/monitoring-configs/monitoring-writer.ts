import type { KubeClient } from '../../kube/client/index.js';
import { usersOfMonitoringConfig, type ClusterCaches } from '../../caches/index.js';
import type { MonitoringConfig } from '../../resources/monitoring-config/index.js';
import type { Caller } from '../auth/caller.js';
import { requireValid } from '../writing/judge-by-schema.js';
import { SettingsWriter } from '../writing/settings-writer.js';
import type { Opened } from '../writing/write-rules.js';
import type { MonitoringAccess } from './monitoring-access.js';

/** Writes MonitoringConfigs; they hold nothing secret. */
export class MonitoringWriter extends SettingsWriter<MonitoringConfig> {
  constructor(client: KubeClient, caches: ClusterCaches, access: MonitoringAccess) {
    super({
      client,
      informer: caches.monitoringConfigs,
      access,
      usersOf: (key) => usersOfMonitoringConfig(caches, key),
    });
  }

  protected open(_caller: Caller, content: unknown): Opened<MonitoringConfig> {
    return { content, rules: { judge: (next, live) => requireValid(this.type, next, live) } };
  }
}
