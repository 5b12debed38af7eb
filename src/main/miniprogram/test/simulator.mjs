// Pages in the platform's simulator, on a phone whose network a test makes.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { JSDOM } from 'jsdom';
import { quiet, Storage } from './phone.mjs';

const require = createRequire(import.meta.url);
export const app = fileURLToPath(new URL('../target/app', import.meta.url));

const { window } = new JSDOM('<!doctype html><html><head></head><body></body></html>');
for (const name of ['window', 'document', 'Element', 'Node', 'Event', 'CustomEvent', 'TouchEvent', 'HTMLElement']) {
  globalThis[name] = name === 'window' ? window : window[name];
}
const simulate = require('miniprogram-simulate');

/** The platform's own WXML compiler where its binary runs, which also says what is no WXML; else the simulator's. */
const wcc = join(fileURLToPath(new URL('../node_modules/miniprogram-compiler/bin/linux/wcc', import.meta.url)));
export const compiler = process.platform !== 'linux' || (spawnSync('chmod', ['+x', wcc]), spawnSync(wcc, ['-v']).status === 0) ? 'official' : 'simulate';

// A receipt that waits for its next try doesn't keep the tests waiting.
const later = globalThis.setTimeout;
globalThis.setTimeout = (call, wait, ...rest) => {
  const timer = later(call, wait, ...rest);
  if (wait >= 1_000) timer.unref();
  return timer;
};

/** What the pages do to the phone, and what it answers. */
export class Phone {
  storage = new Storage();
  /** Where pages led, dialogs, and all that was asked for. */
  went = [];
  dialogs = [];
  asked = [];
  /** Answers by `METHOD /path`: [status, body], or a function that makes them; none: no network. */
  network = {};
  online = true;
  fontSizeSetting = 17;
  accepts = 'accept';
  confirms = true;
  scanned = '';
  listeners = [];

  wx = {
    getStorageSync: (key) => this.storage.get(key),
    setStorageSync: (key, value) => this.storage.set(key, value),
    removeStorageSync: (key) => this.storage.remove(key),
    getStorageInfoSync: () => ({ keys: this.storage.keys() }),
    getAppBaseInfo: () => ({ fontSizeSetting: this.fontSizeSetting }),
    navigateTo: ({ url }) => this.went.push(url),
    redirectTo: ({ url }) => this.went.push(url),
    switchTab: ({ url }) => this.went.push(url),
    showModal: ({ success, ...dialog }) => {
      this.dialogs.push(dialog);
      success?.({ confirm: this.confirms });
    },
    showToast: (toast) => this.dialogs.push(toast),
    pageScrollTo: () => {},
    hideShareMenu: () => {},
    stopPullDownRefresh: () => {},
    onNetworkStatusChange: (listener) => this.listeners.push(listener),
    scanCode: ({ success }) => success({ result: this.scanned }),
    login: ({ success }) => success({ code: 'wx-code' }),
    requestSubscribeMessage: ({ tmplIds, success }) => success(Object.fromEntries(tmplIds.map((id) => [id, this.accepts]))),
    request: (options) => this.request(options),
  };

  request({ url, method, header, data, success, fail }) {
    const path = url.replace(/^https:\/\/fuhan\.example/, '');
    this.asked.push({ path, method, header, body: data === undefined ? undefined : JSON.parse(data) });
    queueMicrotask(() => {
      const answer = this.online ? this.network[`${method} ${path}`] ?? this.network[`${method} ${path.split('?')[0]}`] : undefined;
      if (!answer) return fail({ errMsg: 'request:fail' });
      const [statusCode, body] = typeof answer === 'function' ? answer(this.asked.at(-1)) : answer;
      return success({ statusCode, data: structuredClone(body), header: {} });
    });
  }

  /** Starts the mini-program anew: what isn't in storage is gone. */
  start() {
    Object.assign(globalThis.wx, this.wx);
    for (const path of Object.keys(require.cache)) {
      if (path.startsWith(app)) delete require.cache[path];
    }
  }

  async open(page, options = {}) {
    const id = simulate.load(join(app, 'pages', page, page), page, { rootPath: app, compiler });
    const component = simulate.render(id);
    component.attach(document.body);
    component.instance.onLoad(options);
    component.instance.onShow?.();
    await quiet();
    return new Screen(component);
  }

  async component(name, properties) {
    const id = simulate.load(join(app, 'components', name, name), name, { rootPath: app, compiler });
    const component = simulate.render(id, properties);
    component.attach(document.body);
    await quiet();
    return new Screen(component);
  }
}

/** A page as a person has it: what it says, what can be tapped and typed. */
export class Screen {
  constructor(component) {
    this.component = component;
  }

  get page() {
    return this.component.instance;
  }

  get tree() {
    return tree(this.component._exparserNode);
  }

  /** All nodes, those inside components too. */
  nodes(node = this.tree, found = []) {
    found.push(node);
    node.children.forEach((child) => typeof child !== 'string' && this.nodes(child, found));
    return found;
  }

  get text() {
    return text(this.tree);
  }

  /** By what is on it or its label. */
  find(words) {
    const found = this.nodes().filter((node) => node.events.tap && (node.attrs['aria-label'] ?? text(node)).includes(words));
    if (found.length === 0) throw new Error(`nothing to tap says ${words}: ${this.text}`);
    return found[0];
  }

  has(words) {
    return this.nodes().some((node) => node.events.tap && (node.attrs['aria-label'] ?? text(node)).includes(words));
  }

  async tap(words) {
    await this.fire(this.find(words), 'tap', {});
  }

  async type(label, value) {
    const field = this.nodes().find((node) => node.events.input && node.attrs['aria-label'].includes(label));
    await this.fire(field, 'input', { value });
  }

  async fire(node, event, detail) {
    new Handle(node.element).dispatchEvent(event, { detail, bubbles: true });
    await quiet();
    await quiet();
  }

  async close() {
    this.page.onUnload?.();
    this.component.detach();
    await quiet();
  }
}

/** The simulator's handle on any node, by which events reach it. */
const Handle = Object.getPrototypeOf(require('j-component/src/render/component'));

/** The tree as the reader has it: a component's content where it stands. */
function tree(element) {
  const children = [];
  const walk = (node) => {
    if (node.__virtual) (node.__wxSlotChildren ?? []).forEach(walk);
    else children.push(node.childNodes ? tree(node) : node.textContent);
  };
  (element.__wxSlotChildren ?? []).forEach(walk);
  const { tagName, attrs, event } = element._vt;
  return {
    tag: tagName.replace(/^wx-/, ''),
    attrs: Object.fromEntries(attrs.map(({ name, value }) => [name, value])),
    events: Object.fromEntries(Object.entries(event).filter(([, { handler }]) => handler)),
    children,
    element,
  };
}

export function text(node) {
  return typeof node === 'string' ? node : node.children.map(text).join(' ').replace(/\s+/g, ' ').trim();
}
