import { createServer } from 'node:http';
import type { Server } from 'node:http';

import { FERNHILL_PATH, handleFernhill, type FernhillSide } from './fernhill/handle-fernhill.ts';
import { openOrderBook } from './fernhill/order-book.ts';
import { handleHttp } from './http/handle-http.ts';
import { settingsFrom } from './settings.ts';
import type { Simulator, SimulatorOptions } from './simulator-options.ts';
import { createThrottle } from './http/throttle.ts';
import { Vendor } from './vendor/vendor.ts';

/** How often lines that became due without a request are settled and logged. */
const settleEveryMs = 100;

/**
 * Starts the simulated vendor on 127.0.0.1, and a second one below a path of its own. It rebuilds its state from the log, so that a stopped or killed simulator
 * continues where it was. Rejects with a message of one line when the port is in use, an option is wrong or the log is
 * damaged.
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const settings = settingsFrom(options);
  const server = createServer();
  // The port is taken before the log is opened, so that a second simulator cannot write to it.
  const port = await listen(server, options.port ?? 0);
  const url = `http://127.0.0.1:${port}`;
  const vendor = await openVendor(server, () => new Vendor(options.logPath, settings));
  const throttle = createThrottle(settings.requestsPerMinute, settings.realNow);
  const side = { vendor, settings, throttle, baseUrl: () => url };
  const fernhill: FernhillSide = {
    book: openOrderBook(`${options.logPath}.fernhill`),
    token: settings.clientSecret,
    nowMs: () => vendor.nowMs(),
    workMs: settings.provisioningMs,
  };
  server.on('request', (request, response) => {
    if (request.url?.startsWith(`${FERNHILL_PATH}/`) === true) void handleFernhill(fernhill, request, response);
    else void handleHttp(side, request, response);
  });
  const timer = setInterval(() => settleQuietly(vendor), settleEveryMs);
  timer.unref();
  return {
    url,
    port,
    now: () => new Date(vendor.nowMs()),
    advance: (seconds) => vendor.advance(seconds),
    publishAgreement: (version) => vendor.publishAgreement(version),
    async stop() {
      clearInterval(timer);
      await close(server);
      vendor.close();
    },
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason = error.code === 'EADDRINUSE' ? 'the port is in use' : error.message;
      reject(new Error(`The vendor simulator cannot listen on 127.0.0.1:${port}: ${reason}.`));
    });
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

async function openVendor(server: Server, open: () => Vendor): Promise<Vendor> {
  try {
    return open();
  } catch (error) {
    await close(server);
    throw error;
  }
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** A disk that refuses the log must not end the process: what is due stays due and is tried again. */
function settleQuietly(vendor: Vendor): void {
  try {
    vendor.settle();
  } catch {
    // The next request fails for the same reason and is answered with status 503.
  }
}
