import type { ProblemCode } from '../../../src/domain/errors.js';
import { DATABASE_CLUSTER } from '../../../src/resources/database-cluster/index.js';
import { BACKUP_STORAGE } from '../../../src/resources/backup-storage/index.js';
import { DATABASE_BACKUP } from '../../../src/resources/database-backup/index.js';
import { MONITORING_CONFIG } from '../../../src/resources/monitoring-config/index.js';
import type { KubeObject, ResourceType } from '../../../src/kube/meta/index.js';
import type { Answer, SandboxApp } from '../../harness/sandbox-app.js';
import type { Answered, Complaint, Door, OperationAsk, Ways, Written } from './door.js';

const COLLECTIONS = new Map<ResourceType, string>([
  [DATABASE_CLUSTER, 'clusters'],
  [DATABASE_BACKUP, 'backups'],
  [BACKUP_STORAGE, 'backup-storages'],
  [MONITORING_CONFIG, 'monitoring-configs'],
]);

export class RestDoor implements Door {
  readonly name = 'REST';
  #requests = 0;

  constructor(
    private readonly sandbox: SandboxApp,
    readonly namespace: string,
  ) {}

  create(type: ResourceType, object: Written, ways?: Ways): Promise<Answered> {
    return this.send('POST', COLLECTIONS.get(type)!, ways, object);
  }

  patch(type: ResourceType, name: string, spec: object, ways?: Ways): Promise<Answered> {
    return this.send('PATCH', `${COLLECTIONS.get(type)}/${name}`, ways, { spec });
  }

  delete(type: ResourceType, name: string): Promise<Answered> {
    return this.send('DELETE', `${COLLECTIONS.get(type)}/${name}`);
  }

  operate(cluster: string, ask: OperationAsk, ways?: Ways): Promise<Answered> {
    return this.send('POST', `clusters/${cluster}/operations`, ways, { spec: ask });
  }

  private async send(method: string, path: string, { dryRun }: Ways = {}, body?: unknown): Promise<Answered> {
    const url = `/api/v1/namespaces/${this.namespace}/${path}${dryRun ? '?dryRun=true' : ''}`;
    const headers = { 'x-request-id': `${this.namespace}-${(this.#requests += 1)}` };
    return answeredOf(await this.sandbox.request(method, url, { body, headers }));
  }
}

function answeredOf({ status, body }: Answer): Answered {
  if (status >= 500) throw new Error(`REST failed with ${status}: ${JSON.stringify(body)}`);
  if (status >= 400) return { code: (body as Refusal).code, complaints: complaintsOf(body as Refusal) };
  const { plan, metadata, spec } = (body || {}) as Partial<KubeObject> & { plan?: unknown; spec?: unknown };
  return { complaints: [], name: metadata?.name, plan, spec };
}

interface Refusal {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly errors?: readonly Complaint[];
}

function complaintsOf({ code, detail, errors }: Refusal): Complaint[] {
  if (!errors) return [{ code, message: detail }];
  return errors.map(({ pointer, code: of, message }) => ({ pointer, code: of, message }));
}
