import { ANNOTATIONS } from '../../../domain/naming.js';
import type { UntypedObject } from '../../../kube/meta/index.js';
import type { Rebirth } from '../../../resources/ops-request/index.js';
import { incarnationOf } from '../../contract/backups/index.js';
import { serializeIncarnation, type ChildAction, type OperationSubject } from '../../contract/index.js';
import { annotationOf } from '../../contract/objects/index.js';
import { FILLED_FROM, orderName } from '../filling.js';
import type { PerconaCluster } from '../upstream.js';
import { viewOf, type PerconaView } from '../view.js';
import type { BackupFormat } from './format.js';
import { judgeOrder, ownOrder, restoreOrder, type OrderVerdict } from './restore-order.js';

export const RESTORE = 'Restore';

/** One restore in place, and how far it is. */
export interface RestoreScene<U extends PerconaCluster = PerconaCluster> extends OperationSubject {
  readonly format: BackupFormat<U>;
  readonly view: PerconaView<U>;
  /** Written down when it began. */
  readonly refill?: Rebirth;
  readonly orderName: string;
  readonly order?: UntypedObject;
  readonly verdict?: OrderVerdict;
  /** The data is another's now, and known to be. */
  readonly hasBegunAnew: boolean;
}

export function sceneOf<U extends PerconaCluster>(format: BackupFormat<U>, subject: OperationSubject): RestoreScene<U> {
  const { cluster, observed, request } = subject;
  const view = viewOf(format.dialect, cluster, observed);
  const refill = request.status?.refill;
  const name = orderName('restore', request.metadata.uid);
  const order = ownOrder(format.dialect, cluster, observed, name);
  const number = incarnationOf(view.upstream)?.number ?? 1;
  return {
    ...subject,
    format,
    view,
    refill,
    orderName: name,
    order,
    verdict: order && judgeOrder(format.dialect, order),
    hasBegunAnew: refill !== undefined && number >= refill.incarnation,
  };
}

/** Written down before it is done: from then on nobody may call it off, whatever the caches still show. */
export const isRestoreRecorded = ({ request }: OperationSubject): boolean =>
  request.status?.steps?.some(({ name, state }) => name === RESTORE && state !== 'Pending') ?? false;

/** Once more is harmless: one that has the name stays as it is. */
export function askToRestore<U extends PerconaCluster>(scene: RestoreScene<U>): ChildAction[] {
  const { format, view, cluster, refill, sourceStorage: storage, orderName: name } = scene;
  if (!view.upstream || !refill || !storage || scene.order) return [];
  const object = restoreOrder(format, view.upstream, { name, cluster, source: refill.source, storage });
  const key = { namespace: cluster.metadata.namespace, name };
  return [{ do: 'create', type: format.dialect.kinds.restore, key, object }];
}

/** The record of what the data is, and that it has come: from then on it has a folder of its own. */
export function beginAnew<U extends PerconaCluster>({ format, view, refill }: RestoreScene<U>): ChildAction[] {
  if (!view.upstream || !refill) return [];
  const { incarnation: number, source } = refill;
  const record = {
    [ANNOTATIONS.incarnation]: serializeIncarnation({ number, source }),
    [FILLED_FROM]: String(number),
  };
  return [annotationOf(format.dialect.kinds.cluster, view.upstream, record)];
}
