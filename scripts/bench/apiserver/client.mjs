import { Agent } from 'undici';

/** Plain HTTP with kept-alive connections: as little as a client can do, and the same for every server. */
export class Client {
  #agent;
  #origin;
  #headers;

  constructor({ url, ca, token }, connections) {
    this.#agent = new Agent({ connections, pipelining: 1, connect: { ca }, bodyTimeout: 0 });
    this.#origin = url;
    this.#headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
  }

  /** The text of the answer. @throws unless the status is one of success */
  async send(method, path, { type = 'application/json', body } = {}) {
    const answer = await this.#request(method, path, { type, body });
    const text = await answer.body.text();
    if (answer.statusCode >= 300) throw new Error(`${method} ${path}: ${answer.statusCode} ${text.slice(0, 500)}`);
    return text;
  }

  /** Resolves when the server has begun to answer, with the lines of its answer. */
  async watch(path) {
    const { body, statusCode } = await this.#request('GET', path, {});
    if (statusCode !== 200) throw new Error(`GET ${path}: ${statusCode}`);
    return linesOf(body);
  }

  close() {
    return this.#agent.destroy();
  }

  #request(method, path, { type, body }) {
    const headers = body === undefined ? this.#headers : { ...this.#headers, 'content-type': type };
    return this.#agent.request({ origin: this.#origin, path, method, headers, body });
  }
}

async function* linesOf(body) {
  let rest = '';
  for await (const chunk of body.setEncoding('utf8')) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop();
    yield* lines;
  }
}
