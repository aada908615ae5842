import { readFileSync } from 'node:fs';
import { EmbeddedApiServer } from '../../../src/sandbox/apiserver/index.js';
import type { Connection } from './api-client.js';

/** A server under test. */
export interface ApiServerTarget extends Connection {
  /** Not only ours: what a file creates has to go again. */
  readonly isShared: boolean;
  /** Makes the server forget its past, where there is a way to ask for that. */
  forgetHistory?(): void;
  close(): Promise<void>;
}

/**
 * A server of the suite's own, in memory; or, where CONFORMANCE_APISERVER_URL names one, any other: then
 * CONFORMANCE_APISERVER_CA is the file of its authority and CONFORMANCE_APISERVER_TOKEN that of a token of
 * `system:masters`.
 */
export async function openTarget(): Promise<ApiServerTarget> {
  const { CONFORMANCE_APISERVER_URL: url, CONFORMANCE_APISERVER_CA, CONFORMANCE_APISERVER_TOKEN } = process.env;
  if (!url) return openEmbedded();
  const ca = readFileSync(requireFile('CONFORMANCE_APISERVER_CA', CONFORMANCE_APISERVER_CA), 'utf8');
  const token = readFileSync(requireFile('CONFORMANCE_APISERVER_TOKEN', CONFORMANCE_APISERVER_TOKEN), 'utf8').trim();
  return { url, ca, token, isShared: true, close: async () => undefined };
}

async function openEmbedded(): Promise<ApiServerTarget> {
  const server = await EmbeddedApiServer.start({ limits: { bookmarkIntervalMs: 50 } });
  return {
    url: server.url,
    ca: server.caCertificate,
    token: server.adminToken,
    isShared: false,
    forgetHistory: () => server.compactHistory(),
    close: () => server.stop(),
  };
}

function requireFile(variable: string, path: string | undefined): string {
  if (!path) throw new Error(`${variable} must name a file when CONFORMANCE_APISERVER_URL is set`);
  return path;
}
