import { SERVICE } from '../../../kube/meta/index.js';
import type { UntypedObject } from '../../../kube/meta/index.js';
import { isJsonObject } from '../fields/json-value.js';
import { storageKeyOf } from '../registry/served-resource.js';
import type { ObjectReader } from '../storage/object-reader.js';
import type { StoreEvent } from '../storage/store-event.js';

export const SERVICES_KEY = storageKeyOf(SERVICE);

/** 10.96.0.0/12, as most clusters have it. */
const FIRST_ADDRESS = (10 << 24) | (96 << 16);
const ADDRESS_COUNT = 1 << 20;
const FIRST_NODE_PORT = 30_000;
const NODE_PORT_COUNT = 2_768;

/** Which addresses and node ports the stored Services hold. Nothing listens there; they only must not be given twice. */
export class ServiceAddresses {
  private readonly addresses = new NumberPool(ADDRESS_COUNT);
  private readonly nodePorts = new NumberPool(NODE_PORT_COUNT);

  constructor(reader: ObjectReader) {
    for (const service of reader.list(SERVICES_KEY)) this.account(service, true);
  }

  observe({ current, previous, type }: StoreEvent): void {
    if (current.storageKey !== SERVICES_KEY) return;
    if (previous) this.account(previous.object, false);
    if (type !== 'DELETED') this.account(current.object, true);
  }

  nextAddress(): string {
    return formatAddress(this.addresses.next());
  }

  nextNodePort(): number {
    return FIRST_NODE_PORT + this.nodePorts.next();
  }

  isTaken(address: string): boolean {
    const index = parseAddress(address);
    return index !== undefined && this.addresses.has(index);
  }

  private account({ spec = {} }: UntypedObject, isHeld: boolean): void {
    const address = typeof spec['clusterIP'] === 'string' ? parseAddress(spec['clusterIP']) : undefined;
    if (address !== undefined) this.addresses.mark(address, isHeld);
    for (const port of Array.isArray(spec['ports']) ? (spec['ports'] as unknown[]) : []) {
      const nodePort = isJsonObject(port) ? port['nodePort'] : undefined;
      if (typeof nodePort === 'number') this.nodePorts.mark(nodePort - FIRST_NODE_PORT, isHeld);
    }
  }
}

/** Hands out the numbers below `size` in turn, so that one given back is not given again at once. */
class NumberPool {
  private readonly used = new Set<number>();
  private cursor = 0;

  constructor(private readonly size: number) {}

  has(index: number): boolean {
    return this.used.has(index);
  }

  mark(index: number, isUsed: boolean): void {
    if (isUsed) this.used.add(index);
    else this.used.delete(index);
  }

  next(): number {
    if (this.used.size >= this.size - 1) throw new RangeError('no address or node port is left for another Service');
    do this.cursor = (this.cursor + 1) % this.size;
    while (this.used.has(this.cursor));
    return this.cursor;
  }
}

function formatAddress(index: number): string {
  const address = FIRST_ADDRESS + index;
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.');
}

/** The index in the range; undefined for what lies outside, such as `None`. */
function parseAddress(text: string): number | undefined {
  const bytes = text.split('.').map(Number);
  if (bytes.length !== 4 || bytes.some((byte) => !Number.isInteger(byte) || byte < 0 || byte > 255)) return undefined;
  const index = bytes.reduce((sum, byte) => sum * 256 + byte, 0) - FIRST_ADDRESS;
  return index >= 0 && index < ADDRESS_COUNT ? index : undefined;
}
