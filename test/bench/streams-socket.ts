import { createConnection, type Socket } from 'node:net';

interface SocketOptions {
  readonly port: number;
  readonly onMessage: (text: Buffer) => void;
  /** The upgrade is done. */
  readonly onOpen: () => void;
  /** The other side closed, or the connection failed; not called after `destroy`. */
  readonly onEnd: (why: string) => void;
}

const UPGRADE = [
  'GET /graphql HTTP/1.1',
  'host: 127.0.0.1',
  'connection: Upgrade',
  'upgrade: websocket',
  'sec-websocket-version: 13',
  'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
  'sec-websocket-protocol: graphql-transport-ws',
  '\r\n',
].join('\r\n');

const TEXT = 0x1;
const CLOSE = 0x8;
const PING = 0x9;
const PONG = 0xa;

/** A frame of a client with the mask 0, which leaves the payload as it is (RFC 6455, 5.2 and 5.3). */
function frame(opcode: number, payload: Buffer): Buffer {
  const head = payload.length < 126 ? Buffer.alloc(6) : Buffer.alloc(8);
  head[0] = 0x80 | opcode;
  head[1] = 0x80 | Math.min(payload.length, 126);
  if (payload.length >= 126) head.writeUInt16BE(payload.length, 2);
  return Buffer.concat([head, payload]);
}

/** The least of a WebSocket, so that ten thousand clients take little of the machine. Frames up to 64 kB. */
export class BareSocket {
  readonly #options: SocketOptions;
  readonly #socket: Socket;
  #rest: Buffer = Buffer.alloc(0);
  #isOpen = false;

  constructor(options: SocketOptions) {
    this.#options = options;
    this.#socket = createConnection({ host: '127.0.0.1', port: options.port, noDelay: true });
    this.#socket.once('connect', () => this.#socket.write(UPGRADE));
    this.#socket.on('data', (chunk: Buffer) => this.#read(chunk));
    this.#socket.on('error', (error) => this.#end(error.message));
    this.#socket.once('close', () => this.#end('closed'));
  }

  send(message: object): void {
    this.#socket.write(frame(TEXT, Buffer.from(JSON.stringify(message))));
  }

  destroy(): void {
    this.#socket.removeAllListeners('close').destroy();
  }

  #end(why: string): void {
    this.destroy();
    this.#options.onEnd(why);
  }

  #read(chunk: Buffer): void {
    let data = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    if (!this.#isOpen) {
      const end = data.indexOf('\r\n\r\n');
      if (end !== -1 && !data.toString('latin1', 0, 12).endsWith('101')) {
        return this.#end(data.toString('latin1', 0, 30));
      }
      if (end !== -1) {
        this.#isOpen = true;
        this.#options.onOpen();
        data = data.subarray(end + 4);
      }
    }
    this.#rest = this.#isOpen ? this.#readFrames(data) : data;
  }

  /** @returns what is left of a frame that has not ended */
  #readFrames(data: Buffer): Buffer {
    let at = 0;
    while (data.length - at >= 2) {
      const short = data.readUInt8(at + 1);
      const start = at + (short < 126 ? 2 : 4);
      if (data.length < start) break;
      const end = start + (short < 126 ? short : data.readUInt16BE(at + 2));
      if (data.length < end) break;
      this.#take(data.readUInt8(at) & 0xf, data.subarray(start, end));
      at = end;
    }
    return at === data.length ? Buffer.alloc(0) : Buffer.from(data.subarray(at));
  }

  #take(opcode: number, payload: Buffer): void {
    if (opcode === TEXT) this.#options.onMessage(payload);
    else if (opcode === PING) this.#socket.write(frame(PONG, payload));
    else if (opcode === CLOSE) this.#end(`closed with ${payload.readUInt16BE(0)} ${payload.toString('utf8', 2)}`);
  }
}
