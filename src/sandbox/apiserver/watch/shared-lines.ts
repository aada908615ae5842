import type { ServedResource } from '../registry/served-resource.js';
import type { StoredObject } from '../storage/stored-object.js';

/**
 * The lines of the changes that are being told right now: all watchers of a resource are told in one turn, so a line is made
 * once for all of them and forgotten when the turn ends.
 */
export class SharedLines {
  private lines = new Map<ServedResource, Map<StoredObject, Buffer>>();

  get(resource: ServedResource, stored: StoredObject, make: () => Buffer): Buffer {
    const ofResource = this.linesOf(resource);
    const known = ofResource.get(stored);
    if (known) return known;
    const made = make();
    ofResource.set(stored, made);
    return made;
  }

  private linesOf(resource: ServedResource): Map<StoredObject, Buffer> {
    if (this.lines.size === 0) setImmediate(() => (this.lines = new Map()));
    const known = this.lines.get(resource);
    if (known) return known;
    const created = new Map<StoredObject, Buffer>();
    this.lines.set(resource, created);
    return created;
  }
}
