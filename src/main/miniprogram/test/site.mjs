// The packaged service on an empty directory, a network before it that fails as told, and phones that use it.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Storage } from './phone.mjs';

const require = createRequire(import.meta.url);
const root = fileURLToPath(new URL('../../../../', import.meta.url));
const app = fileURLToPath(new URL('../target/app', import.meta.url));
const jar = join(root, 'target', 'quarkus-app', 'quarkus-run.jar');

export const packaged = existsSync(jar);

async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The running service, and its staff. */
export class Site {
  letters = 0;

  static async start(settings = {}) {
    const site = new Site();
    site.port = await freePort();
    site.directory = mkdtempSync(join(tmpdir(), 'fuhan-mini-'));
    site.password = randomBytes(12).toString('hex');
    site.log = '';
    site.process = spawn(process.env.JAVA ?? 'java', ['-jar', jar], {
      cwd: site.directory,
      env: {
        ...process.env,
        FUHAN_DATA_DIR: join(site.directory, 'data'),
        FUHAN_PUBLIC_URL: 'https://fuhan.example',
        FUHAN_ADMIN_PASSWORD: site.password,
        QUARKUS_HTTP_PORT: String(site.port),
        QUARKUS_HTTP_HOST: '127.0.0.1',
        // a busy machine is no fault
        FUHAN_DATABASE_PATIENCE: '15S',
        ...settings,
      },
    });
    site.process.stdout.on('data', (text) => (site.log += text));
    site.process.stderr.on('data', (text) => (site.log += text));
    site.ended = new Promise((resolve) => site.process.once('exit', resolve));
    for (let tries = 0; tries < 600; tries++) {
      if (site.process.exitCode !== null) break;
      const ready = await fetch(`http://127.0.0.1:${site.port}/q/health/ready`).catch(() => null);
      if (ready?.ok) return site;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    await site.stop();
    throw new Error(`the service didn’t start:\n${site.log.slice(-4000)}`);
  }

  async stop() {
    this.process.kill();
    await this.ended;
    rmSync(this.directory, { recursive: true, force: true });
  }

  async staff(method, path, body, type = 'application/json') {
    const answer = await fetch(`http://127.0.0.1:${this.port}/api/v1/desk${path}`, {
      method,
      headers: {
        Authorization: `Basic ${Buffer.from(`admin:${this.password}`).toString('base64')}`,
        ...(body === undefined ? {} : { 'Content-Type': type }),
      },
      body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  /** A published letter like the sample, with a number of its own, and its proposer's receipt code. */
  async letter() {
    const n = String(++this.letters).padStart(4, '0');
    const sample = readFileSync(join(root, 'src/main/resources/samples/bus.txt'), 'utf8');
    const text = sample.replaceAll('0037', `9${n.slice(1)}`).replaceAll('18号', `9${n}号`).replaceAll('SL-2026-0001', `MP-2026-${n}`);
    const { code, draft } = await this.staff('POST', '/imports', text, 'text/plain;charset=UTF-8');
    await this.staff('POST', `/replies/${code}/publication`);
    const proposer = draft.proposal.proposers[0];
    const { receiptCode, url } = await this.staff('POST', `/replies/${code}/invitations`, { proposer });
    return { code, proposer, title: draft.title, receiptCode, url };
  }

  /** All versions of the letter's receipts. */
  async receipts(letter) {
    return (await this.staff('GET', `/receipts?reply=${letter.code}`)).items;
  }
}

/** As much of WeChat as a log-in needs, as its documents say: a code is good once, and stands for one person. */
export class WeChat {
  used = new Set();

  static async start() {
    const weChat = new WeChat();
    weChat.server = http.createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url, 'http://weixin');
      const answer =
        pathname === '/sns/jscode2session'
          ? weChat.session(searchParams.get('js_code'))
          : pathname === '/cgi-bin/stable_token'
            ? { access_token: 'token', expires_in: 7200 }
            : { errcode: 0, errmsg: 'ok', result: { suggest: 'pass', label: 100 } };
      response.setHeader('Content-Type', 'application/json; encoding=utf-8');
      response.end(JSON.stringify(answer));
    });
    weChat.server.listen(0, '127.0.0.1');
    await new Promise((resolve) => weChat.server.once('listening', resolve));
    weChat.url = `http://127.0.0.1:${weChat.server.address().port}`;
    return weChat;
  }

  session(code) {
    if (!code?.includes('.')) return { errcode: 40029, errmsg: 'invalid code' };
    if (this.used.has(code)) return { errcode: 40163, errmsg: 'code been used' };
    this.used.add(code);
    return { openid: `openid-of-${code.split('.')[0]}`, session_key: 'c2Vzc2lvbiBrZXkgMTIzNA==' };
  }

  stop() {
    this.server.closeAllConnections();
    this.server.close();
  }
}

/**
 * The way from phones to the service. `faults` are used up one a connection: what happens to it. When there is none
 * left, all goes well.
 */
export class Network {
  faults = [];
  /** The requests that the service got, by method and path. */
  arrived = [];

  static async before(port) {
    const network = new Network();
    network.server = net.createServer({ allowHalfOpen: true }, (phone) => network.carry(phone, port));
    network.server.listen(0, '127.0.0.1');
    await new Promise((resolve) => network.server.once('listening', resolve));
    network.port = network.server.address().port;
    return network;
  }

  stop() {
    this.server.close();
  }

  carry(phone, port) {
    phone.on('error', () => {});
    const fault = this.faults.shift() ?? {};
    if (fault.at === 'connect') return phone.resetAndDestroy();
    const service = net.connect(port, '127.0.0.1');
    service.on('error', () => phone.destroy());
    let asked = Buffer.alloc(0);
    phone.on('data', (bytes) => {
      asked = Buffer.concat([asked, bytes]);
      if (!whole(asked)) return;
      if (fault.at === 'request') phone.resetAndDestroy();
      else {
        this.arrived.push(asked.toString('latin1').split(' HTTP/')[0]);
        service.write(asked);
      }
    });
    let answered = Buffer.alloc(0);
    service.on('data', (bytes) => {
      answered = Buffer.concat([answered, bytes]);
      if (!whole(answered)) return;
      fault.reached?.();
      if (fault.at === 'answer') phone.resetAndDestroy();
      else if (fault.at === 'silence') return;
      else if (fault.at === 'cut') phone.end(answered.subarray(0, fault.bytes(answered)));
      else phone.end(answered);
      service.destroy();
    });
    phone.on('close', () => service.destroy());
    return undefined;
  }
}

/** Whether a message has its whole body. */
function whole(message) {
  const end = message.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const length = /content-length: (\d+)/i.exec(message.subarray(0, end).toString('latin1'));
  return message.length >= end + 4 + Number(length?.[1] ?? 0);
}

/** A phone with the mini-program on it. Its storage outlives it: `restarted` is the next start. */
export class Phone {
  /** Whose WeChat it is; nobody's gives codes that WeChat doesn't know. */
  owner = null;
  logIns = 0;
  /** How long a request waits, in milliseconds; as long as it asks for when null. */
  patience = null;

  constructor(network, storage = new Storage()) {
    this.network = network;
    this.storage = storage;
    globalThis.wx = {
      getStorageSync: (key) => this.alive(storage.get(key)),
      setStorageSync: (key, value) => this.alive(storage.set(key, value)),
      removeStorageSync: (key) => this.alive(storage.remove(key)),
      getStorageInfoSync: () => ({ keys: this.alive(storage.keys()) }),
      login: ({ success }) => success({ code: this.owner === null ? 'unknown' : `${this.owner}.${++this.logIns}` }),
      request: (options) => this.request(options),
    };
    for (const path of Object.keys(require.cache)) {
      if (path.startsWith(app)) delete require.cache[path];
    }
    Object.assign(this, require(join(app, 'parts.js')));
  }

  /** A phone that was switched off does nothing more. */
  dead = false;

  alive(value) {
    if (this.dead) throw new Error('switched off');
    return value;
  }

  restarted() {
    this.dead = true;
    return new Phone(this.network, this.storage);
  }

  /** As wx.request does it: any whole answer is a success, JSON or not. */
  request({ url, method, header, data, timeout, success, fail }) {
    const { pathname, search } = new URL(url);
    const path = pathname + search;
    const request = http.request({ host: '127.0.0.1', port: this.network.port, method, path, agent: false, headers: { ...header, Host: 'fuhan.example', Connection: 'close', ...(data === undefined ? {} : { 'Content-Length': Buffer.byteLength(data) }) } });
    const failed = (error) => !this.dead && fail({ errMsg: `request:fail ${error.message}` });
    request.setTimeout(this.patience ?? timeout, () => request.destroy(new Error('timeout')));
    request.on('error', failed);
    request.on('response', (response) => {
      const chunks = [];
      response.on('data', (bytes) => chunks.push(bytes));
      response.on('error', failed);
      response.on('end', () => {
        if (this.dead) return;
        const text = Buffer.concat(chunks).toString();
        let body = text;
        try {
          body = JSON.parse(text);
        } catch {
          // stays text, as there
        }
        success({ statusCode: response.statusCode, data: body, header: response.headers });
      });
    });
    request.end(data);
  }

  /** Fills a receipt in, and hands it over. */
  async send(invited, opinion) {
    const draft = this.drafts.change(this.drafts.of(invited) ?? this.drafts.begin(invited), { rating: 'SATISFIED', opinion });
    await this.sending.hand(draft);
    return draft.id;
  }
}
