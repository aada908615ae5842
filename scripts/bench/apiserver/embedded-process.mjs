/** The embedded API server as a process of its own, started as the sandbox does: it keeps its objects on disk. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EmbeddedApiServer } from '../../../dist/sandbox/apiserver/index.js';
import { serveCalls } from '../worker.mjs';

let dataDir;
let server;

serveCalls({
  async start() {
    dataDir = await mkdtemp(path.join(tmpdir(), 'bench-apiserver-'));
    server = await EmbeddedApiServer.start({ dataDir });
    return { url: server.url, ca: server.caCertificate, token: server.adminToken };
  },

  async stop() {
    await server?.stop();
    await rm(dataDir, { recursive: true });
  },
});
