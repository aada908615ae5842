import { apiVersionOf } from '../../../kube/meta/index.js';
import type { StatusBody } from '../../../kube/meta/index.js';
import type { ObjectPresenter, PresentationOptions } from '../handlers/object-presenter.js';
import type { ServedResource } from '../registry/served-resource.js';
import type { StoredObject } from '../storage/stored-object.js';
import type { SharedLines } from './shared-lines.js';
import type { SeenChange } from './watch-source.js';

const INITIAL_EVENTS_END = 'k8s.io/initial-events-end';
const LINE_END = Buffer.from('}\n');
const lineBegin = (type: string): Buffer => Buffer.from(`{"type":"${type}","object":`);
const ADDED = lineBegin('ADDED');

/** Turns the changes of one watch into lines of its stream. */
export class EventEncoder {
  private hasSentColumns = false;

  constructor(
    private readonly resource: ServedResource,
    private readonly presenter: ObjectPresenter,
    private readonly options: PresentationOptions,
    private readonly shared: SharedLines,
  ) {}

  change(change: SeenChange): Buffer {
    if (this.options.presentation !== 'Plain') return this.transformed(change.type, change.stored);
    if (!change.isOriginal) return this.plain(change.type, change.stored);
    return this.shared.get(this.resource, change.stored, () => this.plain(change.type, change.stored));
  }

  /** An object that was there before the watch began, as the parts of its line: thousands are put together at once. */
  initial(stored: StoredObject): readonly Buffer[] {
    if (this.options.presentation !== 'Plain') return [this.transformed('ADDED', stored)];
    return [ADDED, this.presenter.form(this.resource, stored).json, LINE_END];
  }

  bookmark(revision: number, endsInitialEvents: boolean): Buffer {
    const annotations = endsInitialEvents ? { annotations: { [INITIAL_EVENTS_END]: 'true' } } : {};
    const metadata = { resourceVersion: String(revision), creationTimestamp: null, ...annotations };
    const { kind } = this.resource;
    return line('BOOKMARK', { kind, apiVersion: apiVersionOf(this.resource), metadata });
  }

  private plain(type: string, stored: StoredObject): Buffer {
    const { json } = this.presenter.form(this.resource, stored);
    return Buffer.concat([lineBegin(type), json, LINE_END]);
  }

  private transformed(type: string, stored: StoredObject): Buffer {
    const { object } = this.presenter.form(this.resource, stored);
    const withColumns = !this.hasSentColumns;
    this.hasSentColumns = true;
    return line(type, this.presenter.watched(this.resource, object, { ...this.options, withColumns }));
  }
}

/** The one line of a watch that cannot begin: the answer was 200 by then, so this is how it fails. */
export function errorLine(status: StatusBody): Buffer {
  return line('ERROR', status);
}

function line(type: string, object: object): Buffer {
  return Buffer.from(`${JSON.stringify({ type, object })}\n`);
}
