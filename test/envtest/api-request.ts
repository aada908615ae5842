import { Agent, request } from 'undici';

export interface ApiAddress {
  readonly url: string;
  /** PEM. */
  readonly ca: string;
  readonly token: string;
}

export interface ApiAnswer {
  readonly status: number;
  readonly text: string;
}

/** One request on a connection of its own: for starting and setting up, not for tests. */
export async function ask({ url, ca, token }: ApiAddress, path: string, body?: object): Promise<ApiAnswer> {
  const dispatcher = new Agent({ connect: { ca } });
  try {
    const response = await request(`${url}${path}`, {
      dispatcher,
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    return { status: response.statusCode, text: await response.body.text() };
  } finally {
    await dispatcher.close();
  }
}
