/**
 * What GraphQL costs where there is nothing to look up: the schema of the application over one answer that it gave, its
 * one query compiled by graphql-jit. No rights, no limits, no log.
 */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { buildSchema, parse } from 'graphql';
import { compileQuery } from 'graphql-jit';
import { readCpuMs, serveCalls } from '../worker.mjs';

const SCHEMA = new URL('../../../schema.gql', import.meta.url);

let server;

serveCalls({
  /** Answers this one question from `data`, which is what the application answered. */
  async start({ query, data }) {
    const { query: execute, errors } = compileQuery(buildSchema(await readFile(SCHEMA, 'utf8')), parse(query));
    if (errors) throw new Error(`graphql-jit: ${errors[0].message}`);
    server = createServer(async (request, response) => {
      const { variables } = JSON.parse(await text(request));
      const answer = JSON.stringify(await execute(data, undefined, variables));
      response.setHeader('content-type', 'application/json; charset=utf-8').end(answer);
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { url: `http://127.0.0.1:${server.address().port}` };
  },
  cpuMs: readCpuMs,
  stop: () => void server.close(),
});
