import { lookup, type LookupAddress } from 'node:dns';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import process from 'node:process';
import type { Duplex } from 'node:stream';
import { rootCertificates } from 'node:tls';
import type { AddressRules } from './address-rules.js';

/** The address may not be called. The message names what it is, for the one who wrote the endpoint. */
export class EgressForbiddenError extends Error {
  override readonly name = 'EgressForbiddenError';
  readonly code = 'EGRESS_FORBIDDEN';
}

/** More came than any answer of a store has reason to be: whoever names an endpoint must not fill our memory. */
export class ResponseTooLargeError extends Error {
  override readonly name = 'ResponseTooLargeError';
  readonly code = 'RESPONSE_TOO_LARGE';
}

export interface GuardedAgents {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;
  /** What befell a connection, in the network's own words: clients wrap them in theirs. */
  readonly failures: readonly Error[];
  destroy(): void;
}

export interface AgentOptions {
  readonly rules: AddressRules;
  /** What one connection may bring, whatever it is. */
  readonly maxReceivedBytes: number;
  /** PEM, besides the authorities that everybody trusts. */
  readonly ca?: string;
  /** Name resolution; tests bring their own. */
  readonly resolve?: LookupFunction;
}

/**
 * Agents whose connections go only where the rules allow. The very address that a name resolved to for this connection
 * is judged, so no second answer of a name server can slip in between; redirects pass through here as well.
 */
export function guardedAgents({ rules, maxReceivedBytes, ca, resolve = lookup }: AgentOptions): GuardedAgents {
  const guarded = guardLookup(rules, resolve);
  const http = new HttpAgent({ lookup: guarded });
  const https = new HttpsAgent({ lookup: guarded, ...(ca && { ca: [...rootCertificates, ca] }) });
  const failures: Error[] = [];
  for (const agent of [http, https]) watchConnections(agent, { rules, maxReceivedBytes, failures });
  const destroy = (): void => {
    http.destroy();
    https.destroy();
  };
  return { http, https, failures, destroy };
}

type Watch = Pick<AgentOptions, 'rules' | 'maxReceivedBytes'> & { readonly failures: Error[] };

/** An address that stands in the endpoint itself is never looked up: it is judged before it is connected to. */
function watchConnections(agent: HttpAgent, { rules, maxReceivedBytes, failures }: Watch): void {
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (options, callback) => {
    const host = (options.host ?? '').replace(/^\[(.*)\]$/, '$1');
    const refusal = isIP(host) === 0 ? rules.refusalOfHost(host) : rules.refusalOf(host);
    if (refusal) {
      const error = forbidden(host, refusal);
      failures.push(error);
      // In a later tick, as a connection fails that was tried.
      process.nextTick(() => callback?.(error, undefined as never));
      return undefined;
    }
    const socket = connect(options, callback);
    if (socket) limitReceived(socket, maxReceivedBytes);
    socket?.once('error', (error) => failures.push(error));
    return socket;
  };
}

function limitReceived(socket: Duplex, maxBytes: number): void {
  let received = 0;
  socket.on('data', (chunk: Buffer) => {
    received += chunk.length;
    if (received > maxBytes) socket.destroy(new ResponseTooLargeError(`more than ${maxBytes} bytes came`));
  });
}

function guardLookup(rules: AddressRules, resolve: LookupFunction): LookupFunction {
  return (host, options, callback) => {
    resolve(host, options, (error, found, family) => {
      if (error) return callback(error, found, family);
      const addresses = typeof found === 'string' ? [found] : found.map(({ address }: LookupAddress) => address);
      const refusals = addresses.map((address) => rules.refusalOf(address));
      // One bad answer is enough: which of several is connected to is nobody's promise.
      const refusal = refusals.find((each) => each !== undefined);
      if (refusal) return callback(forbidden(host, refusal), [], 0);
      callback(null, found, family);
    });
  };
}

function forbidden(host: string, refusal: string): EgressForbiddenError {
  return new EgressForbiddenError(`${host} is ${refusal}`);
}
