import type { Question, WireResult } from './ask.ts';
import { post } from './ask.ts';
import { openSocket } from './open-socket.ts';

/** Asks one question by one transport and gives the first result. */
export type Ask = (url: string, question: Question, authorization?: string) => Promise<WireResult>;

const byHttp: Ask = async (url, question, authorization) =>
  (await post(url, question, authorization === undefined ? {} : { authorization })).body;

const bySse: Ask = async (url, question, authorization) => {
  const response = await fetch(`${url}/graphql/stream`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      ...(authorization === undefined ? {} : { authorization }),
    },
    body: JSON.stringify(question),
  });
  const text = await response.text();
  const event = /^event: next\ndata: (.*)$/m.exec(text)?.[1];
  return JSON.parse(event ?? text) as WireResult;
};

const byWebSocket: Ask = async (url, question, authorization) => {
  const socket = await openSocket(url);
  try {
    await socket.init({ authorization });
    socket.send({ id: '1', type: 'subscribe', payload: question });
    const message = await socket.next();
    return message.type === 'error'
      ? { errors: message.payload as WireResult['errors'] }
      : (message.payload as WireResult);
  } finally {
    socket.socket.close();
  }
};

export const transports: readonly (readonly [string, Ask])[] = [
  ['HTTP', byHttp],
  ['SSE', bySse],
  ['WebSocket', byWebSocket],
];
